using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Theory.Validation.Sampling;

namespace Theory.Validation.Runs;

/// <summary>Computes shards and keeps them, so that a run can be interrupted at any moment and continued.</summary>
/// <remarks>
/// A result is used as it is read back from its text, whether it was computed just now or in an earlier process: an interrupted and
/// continued run ends with the same bits as one that ran through. Shards that do not divide themselves over the processors are divided over threads,
/// in each of which torch uses one thread, so that the results do not depend on the number of threads.
/// </remarks>
public static class ShardedRun
{
    /// <summary>Computes the missing shards of a part.</summary>
    /// <param name="work">The computation.</param>
    /// <param name="folder">Where shards are kept; null to keep none.</param>
    /// <param name="part">Which shards.</param>
    /// <param name="resume">Whether shards on the disk are used. If not, their existence is an error.</param>
    /// <param name="warn">Told the name of every shard file that cannot be used; the shard is computed again.</param>
    /// <param name="progress">Told how far the run is.</param>
    /// <param name="threads">Shards computed at a time where the work allows it; one unless said otherwise.</param>
    /// <param name="cancellationToken">Stops the run; the shards being computed are lost.</param>
    /// <returns>The results of the part, in order.</returns>
    /// <exception cref="UserInputException">The folder holds shards and <paramref name="resume"/> is false.</exception>
    /// <exception cref="IOException">A shard cannot be written; those before are intact.</exception>
    /// <exception cref="RunStoppedException">The token was cancelled.</exception>
    public static IReadOnlyList<JsonObject> Execute(
        IShardedWork work,
        RunFolder? folder,
        ShardPart part,
        bool resume,
        Action<string> warn,
        IProgress<RunProgress>? progress = null,
        int threads = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(warn);
        int[] shards = [.. part.Of(work.ShardCount)];
        if (folder is not null && !resume && Array.Exists(shards, folder.Has))
        {
            throw new UserInputException($"'{folder.FullPath}' holds shards of this run; add --resume to continue it, or name another folder with --out");
        }

        var results = new JsonObject?[shards.Length];
        for (int i = 0; i < shards.Length && folder is not null; i++)
        {
            (results[i], string? defect) = folder.Read(shards[i]);
            if (defect is not null)
            {
                warn($"{defect}; shard {shards[i]} is computed again");
            }
        }

        var clock = new Clock(shards.Where((_, i) => results[i] is null).Sum(work.Effort), progress, shards.Length);
        try
        {
            using var failure = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            ConcurrentQueue<int> missing = new(Enumerable.Range(0, shards.Length).Where(i => results[i] is null));
            if (work.ShardBytes is null)
            {
                ComputeMissing();
            }
            else
            {
                TorchThreads.Run(Math.Clamp(missing.Count, 1, threads), ComputeMissing);
            }

            void ComputeMissing()
            {
                try
                {
                    while (missing.TryDequeue(out int i))
                    {
                        failure.Token.ThrowIfCancellationRequested();
                        var result = work.Compute(shards[i], new ShardProgress(clock, i, work.Effort(shards[i])), failure.Token);
                        folder?.Write(shards[i], result);
                        results[i] = (JsonObject)JsonNode.Parse(result.ToJsonString())!;
                        clock.Report(i, work.Effort(shards[i]));
                    }
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // Another thread failed, and says why.
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    failure.Cancel();
                    throw;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new RunStoppedException(folder is null ? null : shards.Count(folder.Has), shards.Length, folder?.FullPath);
        }

        return [.. results.Select(r => r!)];
    }

    /// <summary>Reads every shard of a run from the folders of its parts and collects them in one folder.</summary>
    /// <param name="parts">Folders of one run.</param>
    /// <param name="destination">Where the shards go; it may be one of the parts.</param>
    /// <param name="cancellationToken">Ends the work between two shards; what was copied stays.</param>
    /// <returns>All results, in order.</returns>
    /// <exception cref="UserInputException">The folders hold different runs, a shard is missing everywhere, or a file cannot be used.</exception>
    public static IReadOnlyList<JsonObject> Merge(IReadOnlyList<RunFolder> parts, RunFolder destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(destination);
        foreach (RunFolder part in parts)
        {
            if (part.Manifest.DifferenceFrom(destination.Manifest) is string difference)
            {
                throw new UserInputException($"'{part.FullPath}' holds another run than '{destination.FullPath}': its {difference}");
            }
        }

        int count = destination.Manifest.Content["shards"]!.GetValue<int>();
        var results = new List<JsonObject>();
        var missing = new List<int>();
        for (int shard = 0; shard < count; shard++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (JsonObject? result, RunFolder? holder) = Find(parts, shard);
            if (result is null)
            {
                missing.Add(shard);
                continue;
            }

            results.Add(result);
            if (holder!.FullPath != destination.FullPath)
            {
                destination.Copy(shard, holder);
            }
        }

        return missing.Count == 0
            ? results
            : throw new UserInputException(
                $"{missing.Count} of {count} shards are missing: {string.Join(", ", missing.Take(20))}{(missing.Count > 20 ? ", …" : "")}; compute them first");
    }

    private static (JsonObject? Result, RunFolder? Holder) Find(IReadOnlyList<RunFolder> parts, int shard)
    {
        foreach (RunFolder part in parts)
        {
            (JsonObject? result, string? defect) = part.Read(shard);
            if (defect is not null)
            {
                throw new UserInputException($"{defect}; remove it and compute shard {shard} again");
            }

            if (result is not null)
            {
                return (result, part);
            }
        }

        return (null, null);
    }

    private sealed class Clock(double effort, IProgress<RunProgress>? progress, int shards)
    {
        private readonly Stopwatch _elapsed = Stopwatch.StartNew();
        private readonly double[] _done = new double[shards];

        public void Report(int position, double effortOfShard)
        {
            lock (_done)
            {
                _done[position] = effortOfShard;
                double fraction = Math.Min(1, _done.Sum() / effort);
                TimeSpan? remaining = fraction >= 0.01 ? _elapsed.Elapsed * ((1 - fraction) / fraction) : null;
                progress?.Report(new RunProgress(position + 1, shards, fraction, remaining));
            }
        }
    }

    private sealed class ShardProgress(Clock clock, int position, double effort) : IProgress<double>
    {
        public void Report(double value) => clock.Report(position, value * effort);
    }
}

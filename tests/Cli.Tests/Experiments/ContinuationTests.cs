using System.Text.Json.Nodes;
using Theory.Experiments;
using Theory.Experiments.Catalogue;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Runs;
using TorchSharp;

namespace Theory.Cli.Tests.Experiments;

/// <summary>Every experiment, interrupted within a shard, with damaged and foreign shards, and with other numbers of threads: the same bits.</summary>
public sealed class ContinuationTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public ContinuationTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Names => [.. ExperimentCatalogue.All.Select(e => e.Name)];

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void ARunInterruptedWithinAShard_Continued_GivesTheSameBits_WhateverTheNumberOfThreads(string name)
    {
        string[] expected = Run(name, "whole", threads: 1);
        IShardedWork work = Work(name);

        // Beyond the middle of the work, at whatever point of a shard that is.
        using (CancellationTokenSource source = new())
        {
            Assert.Throws<RunStoppedException>(() => ShardedRun.Execute(
                work, Open(work, "stopped"), ShardPart.Whole, resume: false, Assert.Fail, new Interruption(source, 0.55), threads: 1, source.Token));
        }

        int kept = Directory.GetFiles(_temporary.At("stopped"), "*.shard", SearchOption.AllDirectories).Length;
        Assert.InRange(kept, 1, work.ShardCount - 1);
        Assert.Equal(expected, Run(name, "stopped", threads: 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ADamagedAndAForeignShard_AreNamed_AndComputedAgain(string name)
    {
        string[] expected = Run(name, "run", threads: 2);
        string damaged = ShardFile("run", 0);
        byte[] content = File.ReadAllBytes(damaged);
        content[^(content.Length / 3)] ^= 1;
        File.WriteAllBytes(damaged, content);

        // The same shard of a run with another seed.
        IShardedWork other = Work(name, seed: 2);
        int last = other.ShardCount - 1;
        RunFolder folder = Open(other, "other", seed: 2);
        folder.Write(last, other.Compute(last, new Progress<double>(), TestContext.Current.CancellationToken));
        File.Copy(ShardFile("other", last), ShardFile("run", last), overwrite: true);

        List<string> warnings = [];
        Assert.Equal(expected, Run(name, "run", threads: 1, warnings));
        Assert.Equal(2, warnings.Count);
        Assert.Contains($"00000.shard' is not used: its checksum is wrong; shard 0 is computed again", warnings[0], StringComparison.Ordinal);
        Assert.Contains($"{last:D5}.shard' is not used: it belongs to another run; shard {last} is computed again", warnings[1], StringComparison.Ordinal);
    }

    private static ExperimentSettings Settings(ulong seed) => new(ExperimentPreset.Smoke, seed, TorchDevice.Cpu, 1L << 30);

    private static IShardedWork Work(string name, ulong seed = 1) => ExperimentCatalogue.Find(name).Work(Settings(seed));

    private string ShardFile(string folder, int shard) => Path.Combine(_temporary.At(folder), "shards", $"{shard:D5}.shard");

    private RunFolder Open(IShardedWork work, string folder, ulong seed = 1) =>
        RunFolder.Open(_temporary.At(folder), RunManifest.Of(work, "cpu", new JsonObject { ["seed"] = seed }));

    private string[] Run(string name, string folder, int threads, List<string>? warnings = null)
    {
        // Torch's own threads as well: left to itself it rounds some products differently with one than with several.
        torch.set_num_threads(threads);
        IShardedWork work = Work(name);
        return [.. ShardedRun.Execute(
            work, Open(work, folder), ShardPart.Whole, resume: true, (warnings ?? []).Add, threads: threads, cancellationToken: TestContext.Current.CancellationToken)
            .Select(r => r.ToJsonString())];
    }

    private sealed class Interruption(CancellationTokenSource source, double at) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Fraction >= at)
            {
                source.Cancel();
            }
        }
    }
}

using System.Text.Json.Nodes;
using Theory.Experiments.Catalogue;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Runs;
using TorchSharp;

namespace Theory.Cli.Tests.Experiments;

/// <summary>
/// Every experiment by the command; then interrupted within a shard, with damaged and foreign shards, and with other numbers of threads: the same bits.
/// </summary>
public sealed class EveryExperimentTests : IDisposable
{
    private readonly SmokeRuns _runs;
    private readonly TemporaryFolder _temporary = new();

    public EveryExperimentTests(SmokeRuns runs)
    {
        _runs = runs;
        TorchRuntime.EnsureLoaded();
    }

    public static TheoryData<string> Names => [.. ExperimentCatalogue.All.Select(e => e.Name)];

    public static TheoryData<string> Runs => [.. SmokeRuns.OfEveryKind];

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryExperiment_RunsInTheSmallestSize_AndWritesItsResults(string name)
    {
        CommandResult result = _runs.Result(name).Succeeded();
        Assert.Equal(name, result.Json["experiment"]!.GetValue<string>());
        Assert.NotEmpty(result.Json["claims"]!.AsArray());
        Assert.All(result.Json["claims"]!.AsArray(), c => Assert.Matches("^(confirmed|contradicted|undecided)$", c!["verdict"]!.GetValue<string>()));
        Assert.NotEmpty(result.Json["results"]!["ensembles"]!.AsArray());
        Assert.DoesNotContain("NaN", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", result.Output, StringComparison.Ordinal);
        string folder = _runs.Folder(name);
        Assert.True(JsonNode.DeepEquals(result.Json, JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{name}.json")))));
        string[] files = [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!)];
        Assert.Contains($"{name}.csv", files);
        Assert.Contains($"{name}.md", files);
        Assert.Contains(files, f => f.StartsWith(name, StringComparison.Ordinal) && f.EndsWith(".png", StringComparison.Ordinal));
        Assert.DoesNotContain(files, f => f.EndsWith(".tmp", StringComparison.Ordinal));
        if (SmokeRuns.DistinctRuns.Contains(name))
        {
            Assert.Contains("100%", result.Error, StringComparison.Ordinal);
        }

        string[] csv = File.ReadAllLines(Path.Combine(folder, $"{name}.csv"));
        Assert.All(csv, line => Assert.Equal(csv[0].Split(',').Length, line.Split(',').Length));
    }

    [Theory]
    [InlineData("fig15", "fig16", "fig17")]
    [InlineData("fig7", "fig8")]
    public void FiguresOfTheSameNetworks_AreDrawnFromOneRun(string run, params string[] others)
    {
        string folder = _runs.Folder(run);
        _runs.Result(run).Succeeded();
        foreach (string name in others)
        {
            Assert.Equal(folder, _runs.Folder(name));
            _runs.Result(name).Succeeded();
            Assert.Equal(File.ReadAllText(Path.Combine(folder, $"{run}.csv")), File.ReadAllText(Path.Combine(folder, $"{name}.csv")));
        }

        // Drawn once more: no shard is written again.
        DateTime[] Written() => [.. Directory.GetFiles(Path.Combine(folder, "shards")).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];
        DateTime[] before = Written();
        CommandLine.Run("experiment", others[^1], "--preset", "smoke", "--device", "cpu", "--out", folder, "--resume").Succeeded();
        Assert.Equal(before, Written());
        Assert.NotEmpty(Directory.GetFiles(folder, $"{others[^1]}-*.png"));
    }

    /// <summary>Continued, after which one of the shards that were kept has been damaged and another run's has got among them: both are named and computed again.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public void ARunInterruptedWithinAShard_Continued_GivesTheSameBits_WhateverTheNumberOfThreads_AndWhateverHappenedToItsShards(string name)
    {
        string[] expected = _runs.Shards(name);
        ExperimentRun run = SmokeRuns.RunOf(name);
        int last = run.Work.ShardCount - 1;
        string path = _temporary.At("run");

        // Beyond the middle of the work, at whatever point of a shard that is. Torch's own threads as well: left to itself it rounds some products differently
        // with one than with several.
        torch.set_num_threads(1);
        using (CancellationTokenSource source = new())
        {
            Assert.Throws<RunStoppedException>(() => ShardedRun.Execute(
                run.Work, RunFolder.Open(path, run.Manifest), ShardPart.Whole, resume: false, Assert.Fail, new Interruption(source, 0.55), threads: 1, source.Token));
        }

        int kept = Directory.GetFiles(path, "*.shard", SearchOption.AllDirectories).Length;
        Assert.InRange(kept, 1, last);
        Damage(ShardFile("run", 0));

        // The last shard of a run with another seed; its result is another shard's of this run, which would be seen if it were taken.
        RunFolder other = RunFolder.Open(_temporary.At("other"), SmokeRuns.RunOf(name, seed: 2).Manifest);
        other.Write(last, JsonNode.Parse(expected[0])!.AsObject());
        File.Copy(ShardFile("other", last), ShardFile("run", last), overwrite: true);

        List<string> warnings = [];
        torch.set_num_threads(3);
        IEnumerable<string> continued = ShardedRun.Execute(
            run.Work, RunFolder.Open(path, run.Manifest), ShardPart.Whole, resume: true, warnings.Add, threads: 3, cancellationToken: TestContext.Current.CancellationToken)
            .Select(r => r.ToJsonString());
        Assert.Equal(expected, continued);
        Assert.Equal(2, warnings.Count);
        Assert.Contains($"00000.shard' is not used: its checksum is wrong; shard 0 is computed again", warnings[0], StringComparison.Ordinal);
        Assert.Contains($"{last:D5}.shard' is not used: it belongs to another run; shard {last} is computed again", warnings[1], StringComparison.Ordinal);
    }

    private string ShardFile(string folder, int shard) => Path.Combine(_temporary.At(folder), "shards", $"{shard:D5}.shard");

    private static void Damage(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        content[^(content.Length / 3)] ^= 1;
        File.WriteAllBytes(file, content);
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

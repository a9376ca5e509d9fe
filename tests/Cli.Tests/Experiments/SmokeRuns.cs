using System.Collections.Concurrent;
using Theory.Experiments;
using Theory.Experiments.Catalogue;
using Theory.Validation.Devices;
using Theory.Validation.Runs;

[assembly: AssemblyFixture(typeof(Theory.Cli.Tests.Experiments.SmokeRuns))]

namespace Theory.Cli.Tests.Experiments;

/// <summary>The smallest size of every experiment, run by the command once for all tests that look at it; some experiments show the networks of the same run.</summary>
public sealed class SmokeRuns : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly ConcurrentDictionary<string, Lazy<CommandResult>> _results = new();

    /// <summary>The settings of the command's options.</summary>
    public static ExperimentSettings Settings(ulong seed = 1) => new(ExperimentPreset.Smoke, seed, TorchDevice.Cpu, 1L << 30);

    /// <summary>The run that an experiment shows.</summary>
    internal static ExperimentRun RunOf(string name, ulong seed = 1) => ExperimentRun.Of(ExperimentCatalogue.Find(name), Settings(seed));

    /// <summary>Some runs recommend initialisations before they know what they are: each is asked once.</summary>
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Fingerprints =
        new(() => ExperimentCatalogue.All.ToDictionary(e => e.Name, e => RunOf(e.Name).Manifest.Fingerprint));

    /// <summary>One experiment for each run.</summary>
    public static IEnumerable<string> DistinctRuns => ExperimentCatalogue.All.Select(e => e.Name).DistinctBy(name => Fingerprints.Value[name]);

    /// <summary>One run for each kind of work in every run of the tests, every run where long tests are wanted.</summary>
    public static IEnumerable<string> OfEveryKind =>
        LongTests.AreWanted ? DistinctRuns : DistinctRuns.DistinctBy(name => RunOf(name).Work.GetType());

    public void Dispose() => _temporary.Dispose();

    /// <summary>The folder of the run that an experiment shows.</summary>
    public string Folder(string name) => _temporary.At(Fingerprints.Value[name]);

    /// <summary>What the command wrote.</summary>
    internal CommandResult Result(string name) => _results.GetOrAdd(name, n => new Lazy<CommandResult>(() =>
    {
        string first = DistinctRuns.First(d => Folder(d) == Folder(n));
        if (first != n)
        {
            Result(first);
        }

        return CommandLine.Run(["experiment", n, "--preset", "smoke", "--device", "cpu", "--out", Folder(n), "--json", .. first == n ? (string[])[] : ["--resume"]]);
    })).Value;

    /// <summary>The results of all shards.</summary>
    internal string[] Shards(string name)
    {
        Result(name).Succeeded();
        ExperimentRun run = RunOf(name);
        RunFolder folder = RunFolder.Open(Folder(name), run.Manifest);
        return [.. Enumerable.Range(0, run.Work.ShardCount).Select(i => folder.Read(i).Result!.ToJsonString())];
    }
}

using Theory.Cli.Output;
using Theory.Experiments.Catalogue;

namespace Theory.Cli.Tests.Experiments;

public sealed class ExperimentCommandTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void WithoutAName_TheExperimentsAreListed()
    {
        string list = CommandLine.Run("experiment").Succeeded().Output;
        Assert.All(ExperimentCatalogue.All, e => Assert.Contains(e.Title, list, StringComparison.Ordinal));
        Assert.Equal(
            ExperimentCatalogue.All.Select(e => e.Name).SelectMany(n => n == "fig5" ? (string[])["fig4", n] : [n]),
            CommandLine.Run("experiment", "--json").Succeeded().Json["experiments"]!.AsArray().Select(e => e!["name"]!.GetValue<string>()));
    }

    [Fact]
    public void WithoutAFolder_NothingIsWritten()
    {
        string[] before = Directory.GetFileSystemEntries(Directory.GetCurrentDirectory());
        string text = CommandLine.Run("experiment", "fig6", "--preset", "smoke").Succeeded().Output;
        Assert.Equal(before, Directory.GetFileSystemEntries(Directory.GetCurrentDirectory()));
        Assert.Contains("too small for verdicts", text, StringComparison.Ordinal);
    }

    [Fact]
    public void SeedAndOptimizer_ChangeTheResults_AndNothingElseDoes()
    {
        string Results(params string[] more) => CommandLine.Run(["experiment", "fig8", "--preset", "smoke", "--device", "cpu", "--json", .. more]).Succeeded().Json["results"]!.ToJsonString();
        string first = Results();
        Assert.Equal(first, Results());
        Assert.NotEqual(first, Results("--seed", "2"));
        Assert.NotEqual(first, Results("--optimizer", "sgd"));
        Assert.NotEqual(first, Results("--learning-rate", "0.01"));
    }

    [Fact]
    public void Lbfgs_IsAPartOfTheRun_AlsoWhenItsPartsAreMerged()
    {
        string[] experiment = ["experiment", "yardstick", "--preset", "smoke", "--device", "cpu", "--lbfgs", "3"];
        string folder = _temporary.At("lbfgs");
        CommandLine.Run([.. experiment, "--shard", "2/2", "--out", folder]).Succeeded();
        AssertBad("options.lbfgs", "experiment", "yardstick", "--preset", "smoke", "--device", "cpu", "--lbfgs", "4", "--out", folder, "--resume");
        CommandLine.Run([.. experiment, "--shard", "1/2", "--out", folder, "--resume"]).Succeeded();
        CommandResult merged = CommandLine.Run("merge", folder, "--json").Succeeded();
        Assert.Equal(3, merged.Json["results"]!["lbfgsSteps"]!.GetValue<int>());
        Assert.Equal(CommandLine.Run([.. experiment, "--json"]).Succeeded().Output, merged.Output);
    }

    [Fact]
    public void Parts_Merged_AreTheWholeRun()
    {
        string[] experiment = ["experiment", "fig6", "--preset", "smoke", "--device", "cpu"];
        for (int i = 1; i <= 3; i++)
        {
            CommandLine.Run([.. experiment, "--shard", $"{i}/3", "--out", _temporary.At($"part{i}")]).Succeeded();
        }

        CommandResult merged = CommandLine.Run("merge", _temporary.At("part2"), _temporary.At("part3"), _temporary.At("part1"), "--out", _temporary.At("all"), "--json").Succeeded();
        Assert.Equal(CommandLine.Run([.. experiment, "--json"]).Succeeded().Output, merged.Output);
    }

    [Fact]
    public void ADamagedShard_IsNamed_AndComputedAgain()
    {
        string folder = _temporary.At("run");
        string[] experiment = ["experiment", "fig6", "--preset", "smoke", "--device", "cpu", "--out", folder];
        string expected = CommandLine.Run([.. experiment, "--json"]).Succeeded().Output;
        File.WriteAllText(Path.Combine(folder, "shards", "00003.shard"), "rubbish");
        CommandResult result = CommandLine.Run([.. experiment, "--json", "--resume"]).Succeeded();
        Assert.Contains("00003.shard' is not used: it is incomplete or no shard; shard 3 is computed again", result.Error, StringComparison.Ordinal);
        Assert.Equal(expected, result.Output);

        File.WriteAllText(Path.Combine(folder, "shards", "00003.shard"), "rubbish");
        AssertBad("00003.shard' is not used", "merge", folder);
    }

    [Fact]
    public void BadInput_IsOneLine_AndExitCodeTwo()
    {
        AssertBad("there is no experiment 'fig99'; there are ", "experiment", "fig99");
        AssertBad("'fast' not recognized", "experiment", "fig6", "--preset", "fast");
        AssertBad("--resume needs the folder", "experiment", "fig6", "--resume");
        AssertBad("--shard needs a folder", "experiment", "fig6", "--shard", "1/2");
        AssertBad("--shard: '0/2' is not a part", "experiment", "fig6", "--shard", "0/2", "--out", _temporary.At("x"));
        AssertBad("L-BFGS is to take -1 steps; it must be between 0 and", "experiment", "fig15", "--preset", "smoke", "--lbfgs", "-1");
        AssertBad("fig8 is not trained with L-BFGS", "experiment", "fig8", "--preset", "smoke", "--lbfgs", "3");
        AssertBad("the learning rate is -1", "experiment", "fig8", "--preset", "smoke", "--learning-rate", "-1");
        AssertBad("--memory must be at least 1 MiB, got 0", "experiment", "fig8", "--preset", "smoke", "--memory", "0");
        AssertBad("raise the limit", "experiment", "fig8", "--preset", "paper", "--memory", "1");
        AssertBad("holds no run", "merge", _temporary.FullPath);

        CommandLine.Run("experiment", "fig6", "--preset", "smoke", "--out", _temporary.At("a")).Succeeded();
        AssertBad("add --resume", "experiment", "fig6", "--preset", "smoke", "--out", _temporary.At("a"));
        AssertBad("holds another run, whose options.seed is 1, not 2", "experiment", "fig6", "--preset", "smoke", "--seed", "2", "--out", _temporary.At("a"), "--resume");
        CommandLine.Run("experiment", "fig6", "--preset", "smoke", "--seed", "2", "--shard", "1/2", "--out", _temporary.At("b")).Succeeded();
        AssertBad("options.seed is 2, not 1", "merge", _temporary.At("a"), _temporary.At("b"));
        AssertBad("6 of 11 shards are missing", "merge", _temporary.At("b"));

        string manifest = Path.Combine(_temporary.At("a"), "run.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"models\":100", "\"models\":7", StringComparison.Ordinal));
        AssertBad("parameters.models is 7, not 100", "merge", _temporary.At("a"));
        File.WriteAllText(manifest, "{}");
        AssertBad("is no manifest", "merge", _temporary.At("a"));
    }

    [Fact]
    public void Cancelled_ItSaysThatNothingIsKept()
    {
        CommandResult result = CommandLine.Run(new CancellationToken(canceled: true), "experiment", "fig6", "--preset", "smoke");
        Assert.Equal(ExitCode.RunFailed, result.Code);
        Assert.Contains("theory: stopped; nothing was written", result.Error, StringComparison.Ordinal);
    }

    private static void AssertBad(string message, params string[] args)
    {
        CommandResult result = CommandLine.Run(args);
        Assert.True(result.Code == ExitCode.BadInput, $"{result.Code}: {result.Error}");
        Assert.Empty(result.Output);
        Assert.Contains(message, result.Error.Split(Environment.NewLine)[0], StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class ExperimentCommandTests
{
    [Fact]
    public void Figure4_ConfirmsThePaper_ForTheOrdersItShows()
    {
        JsonObject json = CommandLine.Run("experiment", "fig4", "--json").Succeeded().Json;
        JsonArray curves = json["curves"]!.AsArray();
        Assert.Equal(["mrepu:2", "mrepu:3"], curves.Select(c => c!["activation"]!.GetValue<string>()));

        // 2 a1 - b1 = 5p^2 - 3p; the ratio tends to (2p + 1)/(p + 1) for large K, where s grows like z^(p + 1).
        Assert.Equal([14.0, 36.0], curves.Select(c => c!["ratioSlope"]!.GetValue<double>()));
        Assert.All(curves, c => Assert.True(c!["confirmed"]!.GetValue<bool>()));
        Assert.All(curves, c => Assert.Equal(1, c!["points"]![0]!["ratio"]!.GetValue<double>(), 1e-6));
        Assert.Equal(5.0 / 3, curves[0]!["points"]!.AsArray()[^1]!["ratio"]!.GetValue<double>(), 1e-3);
        Assert.Equal(7.0 / 4, curves[1]!["points"]!.AsArray()[^1]!["ratio"]!.GetValue<double>(), 1e-3);
    }

    [Theory]
    [InlineData("UNDECIDED", "--K", "1,2")]
    [InlineData("a1 and b1, which would say more", "--activations", "repu:2")]
    [InlineData("CONFIRMED for sin(z)", "--activations", "gelu; sin(z)")]
    [InlineData("CONFIRMED for z + max(0, z)^4", "--activations", "tanh,z + max(0, z)^4")]
    [InlineData("CONFIRMED for mrepu:2,-2", "--activations", "mrepu:2,-2;gelu")]
    public void Figure4_SaysWhatItCanAndCannotJudge(string message, params string[] args) =>
        Assert.Contains(message, CommandLine.Run(["experiment", "fig4", .. args]).Succeeded().Output, StringComparison.Ordinal);

    [Fact]
    public void Figure4_WritesItsFiles()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("experiment", "fig4", "--K", "1e-4..1:5", "--out", folder.FullPath).Succeeded();
        Assert.Equal(
            ["fig4.csv", "fig4.json", "ratio.png", "ratio.svg", "susceptibilities.png", "susceptibilities.svg"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(1 + (2 * 5), File.ReadLines(folder.At("fig4.csv")).Count());
    }

    [Fact]
    public void ErrorsInExperiments_NameTheCommandWhoseHelpSaysMore() =>
        CommandRun.Of("experiment", "fig4", "--bogus").AssertBadInput("(see theory experiment fig4 --help)");
}

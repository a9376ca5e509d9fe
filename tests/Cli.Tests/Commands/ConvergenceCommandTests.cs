using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class ConvergenceCommandTests
{
    private static readonly string[] Small = ["--models", "20000", "--width", "4,8", "--depth", "3", "--device", "cpu"];

    [Fact]
    public void Json_HasTheMeasurementAtEachWidth_AndThePowers()
    {
        JsonObject json = CommandLine.Run(["convergence", "tanh", "--k1", "1", "--cw", "1.5", "--json", .. Small]).Succeeded().Json;
        JsonArray layers = json["layers"]!.AsArray();
        Assert.Equal([2, 3], layers.Select(l => l!["layer"]!.GetValue<int>()));
        Assert.Equal([4, 8], layers[1]!["widths"]!.AsArray().Select(w => w!["width"]!.GetValue<int>()));
        Assert.All(layers[1]!["widths"]!.AsArray(), w => Assert.InRange(Math.Abs(w!["metric"]!["empirical"]!.GetValue<double>() / w["K"]!.GetValue<double>() - 1), 0, 0.1));
        Assert.InRange(layers[1]!["exponents"]!["metricBeyondZero"]!["exponent"]!.GetValue<double>(), -1.5, -0.5);
    }

    [Fact]
    public void Text_NamesThePowers_AndFilesAreWritten()
    {
        using TemporaryFolder folder = new();
        CommandResult result = CommandLine.Run(["convergence", "gelu", "--k1", "1", "--cw", "2", "--out", folder.FullPath, .. Small]).Succeeded();
        Assert.Contains("powers of n: G - K", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["convergence.csv", "convergence.json", "metric.png", "metric.svg", "vertex.png", "vertex.svg"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--width", "20", "at least two")]
    [InlineData("--width", "20,20", "at least two")]
    [InlineData("--width", "20,x", "not a width")]
    [InlineData("--depth", "1", "at least 2")]
    public void BadOptions_AreRefused(string option, string value, string says)
    {
        CommandResult result = CommandLine.Run(["convergence", "tanh", option, value]);
        Assert.Equal(2, result.Code);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }
}

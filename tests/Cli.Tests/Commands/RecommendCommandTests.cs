using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class RecommendCommandTests
{
    [Fact]
    public void Json_HoldsTheRecommendation_AndTheFlowsAroundIt()
    {
        JsonObject json = CommandLine.Run("recommend", "mrepu:2", "--k1", "0.01", "--depth", "10", "--width", "512", "--json").Succeeded().Json;
        double cw = json["cw"]!.GetValue<double>();
        Assert.InRange(cw, 0.8, 0.95);
        Assert.Equal(0.0, json["cb"]!.GetValue<double>());
        Assert.InRange(cw, json["cwInterval"]![0]!.GetValue<double>(), json["cwInterval"]![1]!.GetValue<double>());
        Assert.Equal("largest C_W within the band", json["kind"]!.GetValue<string>());
        JsonArray layers = json["layers"]!.AsArray();
        Assert.Equal(10, layers.Count);
        Assert.All(layers, l => Assert.InRange(l!["K"]!.GetValue<double>(), 0.005, 0.02));
        Assert.True(layers[9]!["above"]!.GetValue<double>() > 0.02);
        Assert.NotEmpty(json["reasons"]!.AsArray());
    }

    [Theory]
    [InlineData("(critical)", "relu")]
    [InlineData("(edge of chaos)", "tanh", "--k1", "1", "--depth", "30")]
    [InlineData("(balanced, not critical)", "repu:3")]
    [InlineData("doubles in 0.63093 layers", "repu:3")]
    [InlineData("K(1) = 0.01", "mrepu:2")]
    public void Text_NamesTheKind(string expected, params string[] args) =>
        Assert.Contains(expected, CommandLine.Run(["recommend", .. args]).Succeeded().Output, StringComparison.Ordinal);

    [Fact]
    public void KernelsBeyondDoublePrecision_AreNull_InJson()
    {
        JsonObject json = CommandLine.Run("recommend", "repu:3", "--k1", "1", "--depth", "30", "--json").Succeeded().Json;
        Assert.Null(json["layers"]![29]!["above"]);
        Assert.Null(json["layers"]![29]!["below"]);
    }

    [Fact]
    public void Files_AreWritten()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("recommend", "mrepu:2", "--out", folder.FullPath, "--json").Succeeded();
        Assert.Equal(
            ["kernel.csv", "kernel.png", "kernel.svg", "recommendation.json"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("give either K(1) or the input scale", "--k1", "1", "--input-scale", "1")]
    [InlineData("the band must be a factor larger than 1", "--band", "1")]
    [InlineData("the depth must be between 2 and 10000", "--depth", "1")]
    public void UnusableOptions_AreErrors(string message, params string[] args) => CommandRun.Of(["recommend", "tanh", .. args]).AssertBadInput(message);
}

using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class RecommendCommandTests
{
    [Fact]
    public void Json_HoldsTheRecommendation_AndTheFlowsAroundIt()
    {
        JsonObject json = CommandLine.Run("recommend", "mrepu:2", "--k1", "0.01", "--depth", "10", "--width", "512", "--json").Succeeded().Json;
        double cw = json["cw"]!.GetValue<double>();
        Assert.InRange(cw, 0.6, 0.95);
        Assert.InRange(cw, json["cwInterval"]![0]!.GetValue<double>(), json["cwInterval"]![1]!.GetValue<double>());
        JsonArray layers = json["layers"]!.AsArray();
        Assert.Equal(10, layers.Count);
        Assert.All(layers.SkipLast(1), l => Assert.Equal(0.01, l!["K"]!.GetValue<double>(), 1e-9));
        Assert.True(layers[8]!["above"]!.GetValue<double>() > layers[8]!["below"]!.GetValue<double>());
        Assert.NotEmpty(json["reasons"]!.AsArray());
    }

    [Theory]
    [InlineData("good (critical)", "relu")]
    [InlineData("(edge of chaos)", "tanh")]
    [InlineData("CANNOT BE HAD", "repu:3", "--depth", "20")]
    [InlineData("The last layer gives outputs the variance 2", "gelu", "--output-variance", "2")]
    public void Text_SaysWhatItIs(string expected, params string[] args) =>
        Assert.Contains(expected, CommandLine.Run(["recommend", .. args]).Succeeded().Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void KernelsBeyondDoublePrecision_AreNull_InJson()
    {
        JsonObject json = CommandLine.Run("recommend", "repu:3", "--k1", "1", "--depth", "30", "--json").Succeeded().Json;
        Assert.Null(json["layers"]![28]!["above"]);
        Assert.False(json["feasible"]!.GetValue<bool>());
    }

    [Fact]
    public void Files_AreWritten()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("recommend", "relu", "--out", folder.FullPath, "--json").Succeeded();
        Assert.Equal(
            ["kernel.csv", "kernel.png", "kernel.svg", "recommendation.json"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("the band must be a factor larger than 1", "--band", "1")]
    [InlineData("the depth must be between 2 and 10000", "--depth", "1")]
    [InlineData("the largest correlation must lie between 0 and 1", "--correlation", "1")]
    [InlineData("the input scale |x|^2/n_0 must be a positive finite number", "--input-scale", "0")]
    public void UnusableOptions_AreErrors(string message, params string[] args) => CommandRun.Of(["recommend", "tanh", .. args]).AssertBadInput(message);

    [Theory]
    [InlineData("recommend")]
    [InlineData("advise")]
    public void NetworksOfAnyLayers_GetAdvice(string command)
    {
        string[] args = [command, "--network", "linear; 3*[residual(norm; relu; linear)]; norm; linear", "--width", "64"];
        JsonObject json = CommandLine.Run([.. args, "--json"]).Succeeded().Json;
        Assert.True(json["feasible"]!.GetValue<bool>());
        Assert.True(json["everywhereCritical"]!.GetValue<bool>());

        // What is recommended can be given to the other commands as it stands.
        string network = json["recommended"]!.GetValue<string>();
        Assert.Equal(0.1, CommandLine.Run("flow", "--network", network, "--json").Succeeded().Json["output"]!["K"]!.GetValue<double>(), 1e-9);
        Assert.Contains("What to set", CommandLine.Run(args).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void DepthBesideANetwork_IsRefused() =>
        CommandRun.Of("recommend", "--network", "linear; relu; linear", "--depth", "3").AssertBadInput("--depth does not go with --network");
}

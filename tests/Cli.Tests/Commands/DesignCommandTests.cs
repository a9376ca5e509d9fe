using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class DesignCommandTests
{
    [Fact]
    public void Json_HasSolutionsWithTheirParameters()
    {
        JsonObject json = CommandLine.Run("design", "(w+z)*max(0,w+z+1)^2 - w*max(0,w+1)^2", "--want", "a1=0", "--json").Succeeded().Json;
        Assert.Equal("w", Assert.Single(json["parameters"]!.AsArray())!.GetValue<string>());
        Assert.Equal([-0.8775, -0.4558], json["solutions"]!.AsArray().Select(s => s!["parameters"]!["w"]!.GetValue<double>()), (a, b) => Math.Abs(a - b) < 5e-5);
        Assert.Empty(json["intervals"]!.AsArray());
    }

    [Fact]
    public void Json_HasIntervals_WithNullForNoEnd()
    {
        JsonNode interval = Assert.Single(
            CommandLine.Run("design", "tanh(a*z)", "--want", "stable", "--json").Succeeded().Json["intervals"]!.AsArray(), i => i!["to"] is null)!;
        Assert.Equal(0, interval["from"]!.GetValue<double>());
    }

    [Theory]
    [InlineData("-0.877485177345 <= w <= -0.455848155989", "mrepu(2,-1,w)", "--want", "stable")]
    [InlineData("no member has it", "tanh(a*z)", "--want", "a1=1")]
    [InlineData("c = 1/6 = 0.166666666667", "sin(z) + c*z^3", "--want", "a1=0")]
    public void Text_SaysWhichMembers(string message, params string[] args) =>
        Assert.Contains(message, CommandLine.Run(["design", .. args]).Succeeded().Output, StringComparison.Ordinal);

    [Fact]
    public void Answers_AreCheckedByClassify_AndByNetworks()
    {
        JsonObject json = CommandLine.Run("design", "sin(z) + c*z^3", "--want", "a1=0", "--models", "100", "--json").Succeeded().Json;
        Assert.True(json["solutions"]![0]!["confirmed"]!.GetValue<bool>());
        Assert.Equal(100, json["ensembles"]![0]!["ensemble"]!["models"]!.GetValue<int>());
    }

    [Fact]
    public void Files_HaveFiguresAndATable()
    {
        using TemporaryFolder folder = new();
        string output = CommandLine.Run("design", "mrepu(2,-1,w)", "--want", "stable", "--values=-0.8..-0.5:4", "--out", folder.At("design")).Succeeded().Output;
        Assert.Contains("attracts K <", output, StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllLines(Path.Combine(folder.At("design"), "family.csv")).Length);
        Assert.All((string[])["expansion.png", "critical.svg", "design.json"], f => Assert.True(File.Exists(Path.Combine(folder.At("design"), f)), f));
    }
}

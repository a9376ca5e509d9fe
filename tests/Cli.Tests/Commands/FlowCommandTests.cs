using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class FlowCommandTests
{
    [Fact]
    public void Json_KeepsItsContract_AndHoldsThePrediction()
    {
        JsonObject json = CommandLine.Run("flow", "relu", "--k1", "1", "--cw", "2", "--width", "128", "--depth", "4", "--json").Succeeded().Json;
        JsonContract.AssertFlow(json, 4);
        Assert.Equal([0.0, 5.0, 10.0, 15.0], json["layers"]!.AsArray().Select(l => l!["vertex"]!.GetValue<double>()));
        Assert.Equal((2.0, 128), (json["cw"]!.GetValue<double>(), json["width"]!.GetValue<int>()));
    }

    [Fact]
    public void Input_GivesTheFirstKernel()
    {
        // C_b + C_W (9 + 16)/2
        JsonObject json = CommandLine.Run("flow", "tanh", "--input", "3,-4", "--cw", "0.2", "--cb", "0.5", "--depth", "2", "--json").Succeeded().Json;
        Assert.Equal(3, json["layers"]![0]!["K"]!.GetValue<double>(), 1e-15);
    }

    [Theory]
    [InlineData("2/15", 2.0 / 15)]
    [InlineData("sqrt(2)", 1.4142135623730951)]
    [InlineData("1e-3", 1e-3)]
    [InlineData("2^sqrt(2)", 2.665144142690225)]
    [InlineData("max(1,sqrt(2))", 1.4142135623730951)]
    public void Numbers_MayBeConstantFormulas(string text, double value) =>
        Assert.Equal(value, CommandLine.Run("flow", "relu", "--k1", "1", "--cw", text, "--depth", "1", "--json").Succeeded().Json["cw"]!.GetValue<double>(), 1e-15);

    [Fact]
    public void ChosenInitialisation_IsExplained()
    {
        Assert.Contains("C_W = 1 (C_W = 1/s'(0)^2 keeps small kernels)", CommandLine.Run("flow", "mrepu:2").Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("(C_W = K/g(K) keeps the kernel K = 1)", CommandLine.Run("flow", "repu:3", "--depth", "2").Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("keeps", CommandLine.Run("flow", "relu", "--cw", "2").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_AreWritten()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("flow", "tanh", "--depth", "5", "--out", folder.FullPath, "--json").Succeeded();
        Assert.Equal(
            ["flow.csv", "flow.json", "kernel.png", "kernel.svg", "vertex.png", "vertex.svg"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        JsonContract.AssertFlow(JsonNode.Parse(File.ReadAllText(folder.At("flow.json")))!, 5);
        Assert.Equal(6, File.ReadLines(folder.At("flow.csv")).Count());
    }
}

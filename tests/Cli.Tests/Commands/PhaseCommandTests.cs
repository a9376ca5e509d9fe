using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class PhaseCommandTests
{
    [Fact]
    public void Json_HoldsAxesCellsAndBoundary()
    {
        JsonObject json = CommandLine.Run("phase", "tanh", "--cw", "0.5..3", "--cb", "0..0.2", "--grid", "11", "--json").Succeeded().Json;
        Assert.Equal(11, json["cw"]!.AsArray().Count);
        Assert.Equal((0.5, 3.0), (json["cw"]![0]!.GetValue<double>(), json["cw"]![10]!.GetValue<double>()));
        Assert.Equal((0.0, 0.2), (json["cb"]![0]!.GetValue<double>(), json["cb"]![10]!.GetValue<double>()));

        // Rows are values of C_b.
        Assert.Equal("ordered", json["phases"]![10]![0]!.GetValue<string>());
        Assert.Equal("chaotic", json["phases"]![0]![10]!.GetValue<string>());
        Assert.True(json["chiPerp"]![0]![10]!.GetValue<double>() > 1);
        JsonNode first = json["boundary"]!["segments"]![0]![0]!;
        Assert.Equal(1, first["cw"]!.GetValue<double>(), 1e-8);
        Assert.Equal(1.0, json["boundary"]!["chiPerp"]!.GetValue<double>());
        Assert.Equal(0, json["criticalPoints"]![0]!["cb"]!.GetValue<double>());
    }

    [Fact]
    public void DivergingCells_HaveNoKernel()
    {
        JsonObject json = CommandLine.Run("phase", "relu", "--cw", "1..3", "--cb", "0..1", "--grid", "3", "--json").Succeeded().Json;
        Assert.Equal("diverging", json["phases"]![2]![2]!.GetValue<string>());
        Assert.Null(json["K"]![2]![2]);
        Assert.Equal(2, json["K"]![2]![0]!.GetValue<double>(), 1e-8);
    }

    [Fact]
    public void BlocksOfLayers_HaveAxesOfBeta()
    {
        using TemporaryFolder folder = new();
        string[] args = ["phase", "--network", "residual(tanh; linear, alpha=0.9)", "--beta", "0..1", "--cb", "0.1", "--cw", "0.2..3", "--grid", "6"];
        JsonObject json = CommandLine.Run([.. args, "--out", folder.FullPath, "--json"]).Succeeded().Json;
        Assert.Equal(6, json["beta"]!.AsArray().Count);
        Assert.False(json.ContainsKey("cb"));
        Assert.Equal("ordered", json["phases"]![0]![0]!.GetValue<string>());
        Assert.Equal("chaotic", json["phases"]![5]![5]!.GetValue<string>());
        Assert.StartsWith("cw,beta,phase", File.ReadAllText(folder.At("phase.csv")), StringComparison.Ordinal);
        Assert.Contains("beta = ", CommandLine.Run(args).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void SkipsAroundNorms_AreSaidToBeCriticalEverywhere() => Assert.Contains(
        "Critical everywhere", CommandLine.Run("phase", "--network", "residual(norm; relu; linear)", "--grid", "3").Succeeded().Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    public void Files_AreWritten(string activation)
    {
        using TemporaryFolder folder = new();
        string text = CommandLine.Run("phase", activation, "--grid", "15", "--out", folder.FullPath).Succeeded().Output;
        Assert.Contains("Critical: ", text, StringComparison.Ordinal);
        Assert.Equal(
            ["contours.csv", "phase.csv", "phase.json", "phase.png", "phase.svg"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(1 + (15 * 15), File.ReadLines(folder.At("phase.csv")).Count());
        Assert.Contains("<image", File.ReadAllText(folder.At("phase.svg")), StringComparison.Ordinal);
    }
}

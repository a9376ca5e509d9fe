using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class FixedPointsCommandTests
{
    [Fact]
    public void Json_HoldsFixedPointsAndDistances()
    {
        JsonObject json = CommandLine.Run("fixed-points", "mrepu:2", "--cw", "0.9", "--json").Succeeded().Json;
        JsonArray points = json["fixedPoints"]!.AsArray();
        Assert.Equal(["stable", "unstable"], points.Select(p => p!["stability"]!.GetValue<string>()));
        Assert.Equal(["above", null], points.Select(p => p!["approachedFrom"]?.GetValue<string>()));
        Assert.Equal(0.9, json["attracting"]!["chiPerp"]!.GetValue<double>(), 1e-14);
        Assert.Equal(-0.1, json["chiPerpExcess"]!.GetValue<double>(), 1e-14);
        Assert.Equal(0.1, json["nearestCritical"]!["distance"]!.GetValue<double>(), 1e-14);
        Assert.True(points[1]!["xiParallel"]!.GetValue<double>() < 0);
    }

    /// <summary>A statement about all kernels is either proven or says where they were searched.</summary>
    [Theory]
    [InlineData("z+z^3", true)]
    [InlineData("relu", true)]
    [InlineData("tanh", false)]
    public void Json_SaysWhatWasSearched(string activation, bool proven)
    {
        JsonObject json = CommandLine.Run("fixed-points", activation, "--cw", "0.5", "--json").Succeeded().Json;
        Assert.Equal(proven, json["proven"]!.GetValue<bool>());
        Assert.Equal(proven ? 0 : 1e-10, json["searched"]!["from"]!.GetValue<double>(), 1e-20);
        Assert.Equal(proven, json["searched"]!["to"] is null);
    }

    [Theory]
    [InlineData("There are no others", "z+z^3", "--cw", "0.6", "--cb", "0.0099133")]
    [InlineData("none: the kernel grows without bound", "z+z^3", "--cw", "0.6", "--cb", "1")]
    [InlineData("Searched: K from 1e-10 to 1e+10", "tanh")]
    [InlineData("every K is one", "relu", "--cw", "2")]
    [InlineData("the kernel grows without bound", "relu", "--cw", "3", "--cb", "1")]
    [InlineData("has no critical point", "perceptron")]
    [InlineData("infinite", "tanh")]
    [InlineData("Nearest point of the edge of chaos", "tanh", "--cw", "1.5", "--cb", "0.05")]
    public void Text_SaysWhatHappens(string message, params string[] args) =>
        Assert.Contains(message, CommandLine.Run(["fixed-points", .. args]).Succeeded().Output, StringComparison.Ordinal);

    /// <summary>Both commands once had words of their own for a half-stable point.</summary>
    [Theory]
    [InlineData("gelu")]
    [InlineData("mrepu:2")]
    [InlineData("swish")]
    [InlineData("tanh")]
    public void Stability_HasTheWordsOfClassify(string activation)
    {
        foreach (JsonNode? critical in CommandLine.Run("classify", activation, "--json").Succeeded().Json["criticalPoints"]!.AsArray())
        {
            string[] numbers = [.. new[] { "cb", "cw" }.Select(k => critical![k]!.ToJsonString())];
            JsonArray points = CommandLine.Run("fixed-points", activation, "--cb", numbers[0], "--cw", numbers[1], "--json").Succeeded().Json["fixedPoints"]!.AsArray();
            JsonNode same = points.MinBy(p => Math.Abs(p!["K"]!.GetValue<double>() - critical!["K"]!.GetValue<double>()))!;
            Assert.Equal(critical!["stability"]!.GetValue<string>(), same["stability"]!.GetValue<string>());
            Assert.Equal(critical["approachedFrom"]?.GetValue<string>(), same["approachedFrom"]?.GetValue<string>());
        }
    }
}

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

    /// <summary>g = 3 K^2: at C_W = 1/4, C_b = 1/3 the double point K = 2/3 is one; its neighbours on both sides have two or none, and what is shown for them is said to stand for these.</summary>
    [Theory]
    [InlineData("0.25", "0.3125", false, 2)]
    [InlineData("0.25", "0.33333333333333331", true, 1)]
    [InlineData("0.25", "0.33333333333333337", true, 1)]
    [InlineData("0.25", "0.35", false, 0)]
    [InlineData("0.0625", "1.33333", false, 2)]
    [InlineData("0.05208333333333333", "1.6", true, 1)]
    public void Json_SaysWhatRoundingDecides(string cw, string cb, bool merged, int count)
    {
        JsonArray points = CommandLine.Run("fixed-points", "z^2", "--cw", cw, "--cb", cb, "--json").Succeeded().Json["fixedPoints"]!.AsArray();
        Assert.Equal(count, points.Count);
        Assert.All(points, p => Assert.Equal(merged, p!["mergedWithinRounding"]!.GetValue<bool>()));
    }

    /// <summary>z^2/3 at C_W = 3 and C_b = 1/4: (K - 1/2)^2 = 0, as typed.</summary>
    [Fact]
    public void Json_KnowsAnExactDoublePoint()
    {
        JsonArray points = CommandLine.Run("fixed-points", "z^2/3", "--cw", "3", "--cb", "0.25", "--json").Succeeded().Json["fixedPoints"]!.AsArray();
        JsonNode point = Assert.Single(points)!;
        Assert.Equal(0.5, point["K"]!.GetValue<double>(), 1e-15);
        Assert.False(point["mergedWithinRounding"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("There are no others", "z+z^3", "--cw", "0.6", "--cb", "0.0099133")]
    [InlineData("none: the kernel grows without bound", "z+z^3", "--cw", "0.6", "--cb", "1")]
    [InlineData("a unit in the last place of C_b or C_W decides", "7*z^3/10", "--cw", "0.7", "--cb", "0.16968967740471408")]
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

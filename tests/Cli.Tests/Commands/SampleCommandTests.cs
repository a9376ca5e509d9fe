using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class SampleCommandTests
{
    private static readonly string[] Small = ["--width", "32", "--depth", "3", "--models", "60", "--device", "cpu"];

    [Theory]
    [InlineData("weights", "float32")]
    [InlineData("weights", "float64")]
    [InlineData("conditional", "float32")]
    [InlineData("conditional", "float64")]
    public void SameSeed_GivesTheSameNumbers_AndAnotherSeedOthers(string sampler, string dtype)
    {
        JsonArray Layers(string seed)
        {
            JsonObject json = CommandLine.Run(["sample", "mrepu:2", "--sampler", sampler, "--dtype", dtype, "--seed", seed, "--json", .. Small]).Succeeded().Json;
            JsonContract.AssertSample(json, 3);
            Assert.Equal((sampler, dtype, "cpu"), (json["sampler"]!.GetValue<string>(), json["dtype"]!.GetValue<string>(), json["device"]!.GetValue<string>()));
            return json["layers"]!.AsArray();
        }

        JsonArray first = Layers("7");
        Assert.True(JsonNode.DeepEquals(first, Layers("7")));
        Assert.False(JsonNode.DeepEquals(first, Layers("8")));
    }

    [Fact]
    public void Text_ShowsTablesAndTheVerdict()
    {
        CommandResult result = CommandLine.Run(["sample", "relu", "--cw", "2", "--k1", "1", "--width", "200", "--depth", "3", "--models", "500"]).Succeeded();
        Assert.StartsWith("relu: K(1) = 1, C_b = 0, C_W = 2, width 200, depth 3", result.Output, StringComparison.Ordinal);
        Assert.Contains("CONFIRMED: 4 comparisons agree", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("overflowed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_DoesNotChangeTheResults()
    {
        string Layers(string memory) => CommandLine.Run(["sample", "tanh", "--memory", memory, "--json", .. Small]).Succeeded().Json["layers"]!.ToJsonString();
        Assert.Equal(Layers("1"), Layers("512"));
    }

    [Fact]
    public void NetworksThatOverflow_AreCounted_AndTheJsonHasNoNaN()
    {
        // K(l+1) = 7.5 K^3 reaches 4e42 at layer 4, 6e128 at layer 5: theory fits in a double, z^3 not in float32.
        string[] args = ["sample", "repu:3", "--cw", "1", "--k1", "14", "--depth", "5", "--width", "32", "--models", "50"];
        CommandResult result = CommandLine.Run([.. args, "--json"]).Succeeded();
        JsonArray layers = result.Json["layers"]!.AsArray();
        Assert.Equal(0, layers[1]!["overflowed"]!.GetValue<int>());
        Assert.Equal(50, layers[4]!["overflowed"]!.GetValue<int>());
        Assert.Null(layers[4]!["kernel"]!["empirical"]);
        Assert.DoesNotContain("NaN", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", result.Output, StringComparison.Ordinal);
        Assert.Contains("50 networks overflowed", result.Json["sentence"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("overflowed", CommandLine.Run(args).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_AreWritten()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run(["sample", "tanh", "--out", folder.FullPath, .. Small]).Succeeded();
        Assert.Equal(
            ["kernel.png", "kernel.svg", "sample.csv", "sample.json", "vertex.png", "vertex.svg"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(4, File.ReadLines(folder.At("sample.csv")).Count());
    }
}

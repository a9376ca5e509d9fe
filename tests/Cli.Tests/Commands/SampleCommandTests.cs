using System.Text.Json.Nodes;
using Theory.Cli.Output;

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

    /// <summary>Networks of positive homogeneous activations are followed by powers of two: at K(1) = 1e-308 two of them overflowed, an internal fault, and at 1e-300 NaN was said to be large.</summary>
    [Theory]
    [InlineData("1e-308")]
    [InlineData("1e-300")]
    [InlineData("1e-160")]
    public void TinyKernels_AreFollowed_AndNothingIsNaN(string k1)
    {
        string text = CommandLine.Run("sample", "relu", "--k1", k1, "--cw", "2", "--width", "8", "--depth", "3", "--models", "20", "--device", "cpu").Succeeded().Output;
        Assert.Contains("UNDECIDED", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
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
    public void Lists_GiveEachLayerItsOwn_InTheoryAndSampleAlike()
    {
        JsonObject json = CommandLine.Run(
            "sample", "tanh", "--k1", "0.5", "--cw", "1.2,1.5,1.8,1.4", "--cb", "0.1,0,0.2,0.1", "--width", "200,100,150", "--models", "2000", "--device", "cpu", "--json").Succeeded().Json;
        Assert.Equal("[200,100,150]", json["width"]!.ToJsonString());
        Assert.Equal("[1.2,1.5,1.8,1.4]", json["cw"]!.ToJsonString());
        Assert.Equal(4, json["depth"]!.GetValue<int>());
        Assert.Equal("confirmed", json["judgement"]!["verdict"]!.GetValue<string>());
    }

    /// <summary>The output was empty, and its reader was left with an exit code.</summary>
    [Fact]
    public void AFlowThatEnds_IsAJsonObjectWithItsEnd()
    {
        CommandResult result = CommandLine.Run("sample", "exp(z^2/10)", "--k1", "1", "--cw", "1", "--depth", "8", "--json");
        Assert.Equal(ExitCode.BadInput, result.Code);
        Assert.NotEmpty(result.Json["end"]!["text"]!.GetValue<string>());
        Assert.NotNull(result.Json["layers"]);
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
        // K(l+1) = 7.5 K^3 reaches 8e44 at layer 4, 4e135 at layer 5: theory fits in a double, z^3 not in float32. With the smallest of
        // biases the activation is not followed by its logarithm.
        string[] args = ["sample", "repu:3", "--cw", "1", "--cb", "1e-9", "--k1", "17", "--depth", "5", "--width", "32", "--models", "50"];
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

    [Theory]
    [InlineData("conditional", "circle:3:0.5")]
    [InlineData("weights", "circle:3:0.5")]
    [InlineData("conditional", "close:0.7")]
    public void SeveralInputs_KeepTheContract_AndAddTheMetricOfAllPairs(string sampler, string inputs)
    {
        JsonObject json = CommandLine.Run(["sample", "gelu", "--sampler", sampler, "--inputs", inputs, "--details", "--json", .. Small]).Succeeded().Json;
        JsonContract.AssertSample(json, 3);
        JsonObject last = json["layers"]![2]!.AsObject();
        Assert.Equal(3, json["inputs"]!.GetValue<int>());
        Assert.Equal(3, last["inputs"]!.AsArray().Count);
        Assert.Equal(last["metric"]![0]![2]!.GetValue<double>(), last["metric"]![2]![0]!.GetValue<double>());
        Assert.Equal(last["kernel"]!["empirical"]!.GetValue<double>(), last["metric"]![0]![0]!.GetValue<double>());
        Assert.All(["chiParallel", "chiPerp", "excessKurtosis", "fourPointCorrelator", "dataKernel", "logKernel"], key => Assert.NotNull(last[key]!["empirical"]));
        Assert.Equal(inputs.StartsWith("close", StringComparison.Ordinal), json["layers"]![1]!["chiPerpFromPair"] is not null);
    }

    [Fact]
    public void PairsOfInputs_AreCompared_InTextJsonAndCsv()
    {
        using TemporaryFolder folder = new();
        string[] args =
        [
            "sample", "tanh", "--inputs", "circle:3", "--cw", "1.5", "--cb", "0.1", "--width", "64", "--depth", "3", "--models", "400", "--sampler", "weights",
            "--tangent-kernel", "--out", folder.At("pairs"),
        ];
        JsonObject json = CommandLine.Run([.. args, "--json"]).Succeeded().Json;
        JsonContract.AssertSample(json, 3);
        Assert.Equal("confirmed", json["verdict"]!.GetValue<string>());
        JsonObject pairs = json["pairs"]!.AsObject();
        Assert.Equal("confirmed", pairs["verdict"]!.GetValue<string>());
        JsonObject[] elements = [.. pairs["elements"]!.AsArray().Select(e => e!.AsObject())];
        Assert.Equal(
            ["G_12", "V_(12)(12)", "V_(11)(22)", "V_(11)(12)", "V_(12)(22)", "Theta_12"], elements.Take(6).Select(e => e["name"]!.GetValue<string>()));
        Assert.Equal(18, elements.Length);

        // Points of a circle are alike: theory is the same for all pairs; the metric is the measured one.
        Assert.Single(elements.Where(e => e["quantity"]!.GetValue<string>() == "metric").Select(e => Math.Round(e["layers"]![1]!["theory"]!.GetValue<double>(), 9)).Distinct());
        Assert.Equal(json["layers"]![2]!["metric"]![0]![1]!.GetValue<double>(), elements[0]["layers"]![1]!["empirical"]!.GetValue<double>(), 1e-12);
        Assert.All(elements, e => Assert.InRange(e["judgement"]!["probability"]!.GetValue<double>(), 1e-5, 1));

        Assert.StartsWith("element,layer,theory,empirical,standardError", File.ReadAllText(folder.At("pairs/pairs.csv")), StringComparison.Ordinal);
        string text = CommandLine.Run(args[..^2]).Succeeded().Output;
        Assert.Contains("pairs of inputs CONFIRMED: 18 elements", text, StringComparison.Ordinal);
        Assert.Contains("at infinite width, measured", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_AreReadFromCsv_WithOrWithoutHeader()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("inputs.csv"), "x,y\n1,0.5\n-0.25,2\n");
        JsonObject json = CommandLine.Run(["sample", "tanh", "--cw", "1", "--inputs", folder.At("inputs.csv"), "--json", .. Small]).Succeeded().Json;
        Assert.Equal(0.625, json["k1"]!.GetValue<double>(), 1e-12);
        Assert.Equal(0.375, json["layers"]![0]!["metric"]![0]![1]!.GetValue<double>(), 1e-12);
    }

    [Theory]
    [InlineData("circle:0", "at least one point")]
    [InlineData("circle:x", "not a number of points")]
    [InlineData("close:-1", "positive radius")]
    [InlineData("nowhere.csv", "neither a file nor vectors such as 1,0;0,1 nor circle:N")]
    public void BadInputs_AreRefused(string inputs, string says)
    {
        CommandResult result = CommandLine.Run(["sample", "tanh", "--inputs", inputs, .. Small]);
        Assert.Equal(2, result.Code);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void BadLinesOfACsvFile_AreNamed()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("inputs.csv"), "1,2\n3,four\n");
        Assert.Contains("line 2", CommandLine.Run(["sample", "tanh", "--inputs", folder.At("inputs.csv"), .. Small]).Error, StringComparison.Ordinal);
        Assert.Contains("leave out", CommandLine.Run(["sample", "tanh", "--inputs", "circle:2", "--k1", "1", .. Small]).Error, StringComparison.Ordinal);
    }

    /// <summary>The theory of nearly parallel inputs was wrong, so that true networks were refuted.</summary>
    [Fact]
    public void NearlyParallelInputs_AreNotRefuted()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("pair.csv"), "1.4142135623730951,0\n1.4142121481595327,0.0019999995000286935\n");
        JsonObject json = CommandLine.Run(
            "sample", "selu", "--cw", "1", "--inputs", folder.At("pair.csv"), "--width", "64", "--depth", "4", "--models", "20000", "--device", "cpu", "--json").Succeeded().Json;
        Assert.Equal("confirmed", json["pairs"]!["verdict"]!.GetValue<string>());
    }

    /// <summary>The flow of RePU_3 ends at layer 7, where K exceeds double precision; log K goes on.</summary>
    [Fact]
    public void DoubleExponentialGrowth_IsShownByItsLogarithm()
    {
        string[] args = ["sample", "repu:3", "--cw", "1", "--k1", "1", "--depth", "10", "--width", "64", "--models", "100"];
        JsonObject json = CommandLine.Run([.. args, "--json"]).Succeeded().Json;
        JsonObject last = json["layers"]![9]!.AsObject();
        Assert.Equal(0, last["overflowed"]!.GetValue<int>());
        Assert.Equal((Math.Pow(3, 9) - 1) / 2 * Math.Log(7.5), last["logKernel"]!["theory"]!.GetValue<double>(), 1e-6);
        Assert.InRange(last["logKernel"]!["quantiles"]!["0.5"]!.GetValue<double>(), 10_000, 20_000);
        Assert.Contains("log K over networks", CommandLine.Run(args).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_AreWritten()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run(["sample", "tanh", "--out", folder.FullPath, .. Small]).Succeeded();
        Assert.Equal(
            ["distribution.png", "distribution.svg", "kernel.png", "kernel.svg", "sample.csv", "sample.json", "vertex.png", "vertex.svg"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(4, File.ReadLines(folder.At("sample.csv")).Count());
    }
}

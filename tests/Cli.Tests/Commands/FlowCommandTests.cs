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
        JsonObject json = CommandLine.Run("flow", "tanh", "--inputs", "3,-4", "--cw", "0.2", "--cb", "0.5", "--depth", "2", "--json").Succeeded().Json;
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
        Assert.Contains("C_W = 1 (C_W = 1/s'(0)^2 keeps small kernels, but K* = 0 is unstable: they grow; see theory advise mrepu:2)", CommandLine.Run("flow", "mrepu:2").Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("(C_W = K/g(K) keeps the kernel K = 1)", CommandLine.Run("flow", "repu:3", "--depth", "2").Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("keeps", CommandLine.Run("flow", "relu", "--cw", "2").Succeeded().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ends at layer ", "mrepu:3", "--k1", "10", "--cw", "1", "--depth", "50")]
    [InlineData("the logarithm of the kernel exceeds 1.8e308", "repu:3", "--k1", "10", "--cw", "1", "--depth", "5000")]
    [InlineData("the flow of the two inputs ends at layer ", "repu:3", "--k1", "10", "--cw", "1", "--depth", "20", "--rho", "0.5")]
    public void FlowsThatEnd_ShowTheLayersThatTheyReach_AndSayWhy(string why, params string[] args)
    {
        CommandResult text = CommandLine.Run(["flow", .. args]);
        Assert.Equal(2, text.Code);
        Assert.StartsWith("theory: ", text.Error, StringComparison.Ordinal);
        Assert.Contains(why, text.Error, StringComparison.Ordinal);
        Assert.Single(text.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("metric K + G1/n", text.Output, StringComparison.Ordinal);

        CommandResult result = CommandLine.Run(["flow", .. args, "--json"]);
        Assert.Equal(2, result.Code);
        JsonNode flow = JsonNode.Parse(result.Output)!;
        JsonNode ended = flow["end"] is null ? flow["twoInputs"]! : flow;
        Assert.NotEmpty(ended["layers"]!.AsArray());
        Assert.Equal(ended["layers"]!.AsArray().Count + 1, ended["end"]!["layer"]!.GetValue<int>());
        Assert.Contains(why, ended["end"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
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

    [Fact]
    public void Lists_GiveEachLayerItsOwnValues_AndTheDepth()
    {
        JsonObject json = CommandLine.Run("flow", "relu", "--k1", "1", "--cw", "2,2,1", "--width", "100,50", "--json").Succeeded().Json;
        JsonContract.AssertFlowLayers(json, 3);
        Assert.Equal([2.0, 2, 1], json["cw"]!.AsArray().Select(x => x!.GetValue<double>()));
        Assert.Equal([100, 50], json["width"]!.AsArray().Select(x => x!.GetValue<int>()));
        Assert.Equal(0.5, json["layers"]![2]!["K"]!.GetValue<double>());
    }

    [Fact]
    public void KernelsBeyondDoublePrecision_AreGivenByTheirLogarithm()
    {
        CommandResult text = CommandLine.Run("flow", "repu:3", "--k1", "10", "--cw", "0.14", "--depth", "50").Succeeded();
        Assert.Contains("log10 K", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", text.Output, StringComparison.OrdinalIgnoreCase);
        JsonNode last = CommandLine.Run("flow", "repu:3", "--k1", "10", "--cw", "0.14", "--depth", "50", "--json").Succeeded().Json["layers"]![49]!;
        Assert.Null(last["K"]);
        Assert.Equal(2.418346e23 * Math.Log(10), last["logK"]!.GetValue<double>(), 1e18);
        Assert.Equal(2 * 2.418346e23 * Math.Log(10), last["logVertex"]!.GetValue<double>(), 1e18);
    }

    /// <summary>The kernel that is chosen was below C_b, which no network has, and the user was told so of a number that the user had not given.</summary>
    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    [InlineData("gelu")]
    [InlineData("mrepu:2")]
    public void ABiasVariance_IsFollowed_WithoutAKernel(string activation)
    {
        foreach (string cb in (string[])["0", "0.05", "1", "50"])
        {
            double k1 = CommandLine.Run("flow", activation, "--cb", cb, "--cw", "0.5", "--depth", "2", "--json").Succeeded().Json["k1"]!.GetValue<double>();
            Assert.True(k1 > double.Parse(cb, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void SecondInput_AddsTheFlowOfBoth()
    {
        JsonObject json = CommandLine.Run("flow", "linear", "--inputs", "1,0;1,1", "--cw", "1", "--depth", "3", "--json").Succeeded().Json;
        JsonNode pair = json["twoInputs"]!["layers"]![2]!;
        Assert.Equal([0.5, 0.5, 0.5, 1], pair["K"]!.AsArray().SelectMany(r => r!.AsArray()).Select(x => Math.Round(x!.GetValue<double>(), 12)));
        Assert.Equal(2 * ((0.5 * 1) + (0.5 * 0.5)), pair["vertex"]!["1212"]!.GetValue<double>(), 1e-11);
        Assert.Contains("V_(11)(12)", CommandLine.Run("flow", "relu", "--rho", "0.5", "--depth", "2").Succeeded().Output, StringComparison.Ordinal);
    }

    /// <summary>Parallel inputs of an activation that jumps have no vertex: an internal fault was reported.</summary>
    [Theory]
    [InlineData("sign", "1")]
    [InlineData("step", "1")]
    [InlineData("sign", "-1")]
    public void ParallelInputs_OfJumps_HaveNoVertex(string activation, string rho) =>
        Assert.Contains("-: where s jumps", CommandLine.Run("flow", activation, "--rho", rho, "--depth", "3").Succeeded().Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("differ in length", "--inputs", "1;1,2")]
    [InlineData("3 vectors are given, and two are followed at most", "--inputs", "1;2;3")]
    [InlineData("leave out --k2 and --rho", "--inputs", "1;2", "--rho", "0.5")]
    [InlineData("a correlation from -1 to 1", "--rho", "2")]
    public void SecondInputThatCannotBeUsed_IsAnError(string message, params string[] args) => CommandRun.Of(["flow", "relu", .. args]).AssertBadInput(message);
}

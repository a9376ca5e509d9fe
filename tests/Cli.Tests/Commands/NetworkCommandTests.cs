using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class NetworkCommandTests
{
    [Fact]
    public void FlowOfANetwork_KeepsItsContract()
    {
        JsonObject json = CommandLine.Run(
            "flow", "--network", "4*[residual(tanh; linear, alpha=0.9, beta=0.7)]", "--k1", "1", "--cb", "0.1", "--cw", "1.5", "--width", "100", "--json").Succeeded().Json;
        Assert.Equal(1.5324282019379267, json["output"]!["K"]!.GetValue<double>(), 1e-13);
        Assert.Equal(3.316931306239845, json["output"]!["theta"]!.GetValue<double>(), 1e-12);
        Assert.Equal(1.90258182, json["output"]!["vertex"]!.GetValue<double>(), 1e-8);
        Assert.Equal(4, json["layers"]!.AsArray().Count);
    }

    [Fact]
    public void UnknownValues_AreNull_WithTheReason()
    {
        JsonObject json = CommandLine.Run("flow", "--network", "linear; step(z); norm; linear", "--json").Succeeded().Json;
        Assert.Null(json["output"]!["vertex"]);
        Assert.Null(json["output"]!["theta"]);
        Assert.Contains("norm", json["output"]!["undefined"]!["vertex"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("jumps", json["output"]!["undefined"]!["theta"]!.GetValue<string>(), StringComparison.Ordinal);
        JsonNode step = json["layers"]![1]!;
        Assert.Null(step["chiPerp"]);
        Assert.Contains("jumps", step["undefined"]!["chiPerp"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    /// <summary>Every null of a layer had to be guessed at but V and Theta.</summary>
    [Theory]
    [InlineData("relu; sum(identity | linear; gelu); rmsnorm; linear")]
    [InlineData("linear; sign; linear; dropout(0.5); linear")]
    [InlineData("linear; tanh; layernorm; residual(linear; swish; linear)")]
    public void EveryNull_HasAReason(string network)
    {
        JsonArray layers = CommandLine.Run("flow", "--network", network, "--json").Succeeded().Json["layers"]!.AsArray();
        Assert.All(layers, l => Assert.All(
            l!.AsObject().Where(p => p.Value is null && p.Key != "forgetfulVertex"), p => Assert.NotNull(l["undefined"]![p.Key])));
        Assert.Contains(layers, l => l!["undefined"]!.AsObject().Count > 0);
    }

    /// <summary>The mean of tanh is 0; what rounding left of it counted as a mean, and made chi of a sum unknown.</summary>
    [Fact]
    public void OddActivations_HaveNoMean()
    {
        JsonArray layers = CommandLine.Run("flow", "--network", "tanh; sum(identity | linear; gelu); linear", "--json").Succeeded().Json["layers"]!.AsArray();
        Assert.Equal(0, layers[0]!["mean"]!.GetValue<double>());
        Assert.NotNull(layers[1]!["chiParallel"]);
    }

    /// <summary>An ensemble did not say why V had no prediction.</summary>
    [Fact]
    public void Samples_SayWhyVIsNotKnown()
    {
        string[] command = ["sample", "--network", "linear; swiglu; linear", "--models", "10", "--width", "4"];
        Assert.Contains("V of layer 2 to 3: finite width is not known for swiglu", CommandLine.Run(command).Succeeded().Output, StringComparison.Ordinal);
        JsonArray layers = CommandLine.Run([.. command, "--json"]).Succeeded().Json["layers"]!.AsArray();
        Assert.Null(layers[1]!["vertex"]!["theory"]);
        Assert.Contains("swiglu", layers[1]!["undefined"]!["vertex"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(layers[0]!["undefined"]!.AsObject());
    }

    [Theory]
    [InlineData("12*[residual(norm; linear; gelu; linear, beta=0.5)]; norm; swiglu; linear; concat(linear | tanh)")]
    [InlineData("2*[residual(tanh; linear(64), skip=linear(64))]")]
    public void Output_FitsIntoEightyColumns(string network)
    {
        foreach (string command in (string[])["flow", "network"])
        {
            string[] arguments = command == "flow" ? ["flow", "--network", network] : ["network", network];
            Assert.All(CommandLine.Run(arguments).Succeeded().Output.ReplaceLineEndings("\n").Split('\n').Where(l => l != network), line => Assert.True(line.TrimEnd().Length <= 80, line));
        }
    }

    [Fact]
    public void Json_SaysWhatWasUnderstood()
    {
        JsonObject json = CommandLine.Run("network", "input(6, 6); conv2d(3, channels=8); relu; flatten; 2*[linear(width=5)]", "--cw", "2", "--json").Succeeded().Json;
        Assert.Equal("6x6x1", json["input"]!.GetValue<string>());
        Assert.Equal("5", json["output"]!.GetValue<string>());
        Assert.Equal((2, "repetition"), (json["layers"]![3]!["count"]!.GetValue<int>(), json["layers"]![3]!["kind"]!.GetValue<string>()));
        Assert.Equal(8, json["layers"]![0]!["width"]!.GetValue<int>());
    }

    [Fact]
    public void Gram_OfANetwork_HasKernelsOfItsLayers()
    {
        JsonObject json = CommandLine.Run(
            "gram", "--network", "linear; 2*[residual(relu; linear, beta=0.5)]; norm; linear", "--inputs", "circle:4", "--cw", "2", "--json").Succeeded().Json;
        Assert.Equal(5, json["layers"]!.AsArray().Count);
        Assert.Equal(2, json["kernel"]![0]![0]!.GetValue<double>(), 1e-14);
        Assert.Null(json["layers"]![0]!["relativeError"]);
    }

    [Fact]
    public void Memory_IsToldAndRefused_BeforeAnythingRuns()
    {
        CommandResult result = CommandLine.Run(
            "gram", "--network", "input(16, 16); conv2d(3); relu; globalpool; linear", "--inputs", "gaussian:100,256", "--memory", "1");
        Assert.Equal(2, result.Code);
        Assert.Contains("all pairs of positions because of pooling, need 21 GB, more than --memory 1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void FixedPoints_OfABlock_TellTheEdgeOfChaos()
    {
        JsonObject json = CommandLine.Run("fixed-points", "--network", "residual(relu; linear, alpha=0.9, beta=0.7)", "--json").Succeeded().Json;
        Assert.Equal(2 * 0.19 / 0.49, json["edges"]![0]!["cw"]!.GetValue<double>(), 1e-9);
        Assert.Contains("Critical everywhere", CommandLine.Run("fixed-points", "--network", "residual(norm; relu; linear)").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoInputs_OfANetwork_AreFollowed()
    {
        JsonObject json = CommandLine.Run("flow", "--network", "residual(relu; linear)", "--rho", "1", "--json").Succeeded().Json;
        Assert.Equal(json["output"]!["K"]!.GetValue<double>(), json["twoInputs"]!["layers"]![0]!["K12"]!.GetValue<double>(), 1e-14);
    }

    [Fact]
    public void Sample_OfANetwork_ComparesWithTheory()
    {
        JsonObject json = CommandLine.Run("sample", "--network", "2*[residual(relu; linear)]", "--width", "8", "--models", "50", "--tangent", "--json").Succeeded().Json;
        Assert.Equal(2.25, json["layers"]![1]!["kernels"]![0]!["theory"]!.GetValue<double>(), 1e-13);
        Assert.Single(json["tangentKernels"]!.AsArray());
    }

    [Theory]
    [InlineData("leave out 'relu'", "flow", "relu", "--network", "linear")]
    [InlineData("--depth does not go with --network", "flow", "--network", "linear", "--depth", "3")]
    [InlineData("takes one value with --network", "flow", "--network", "linear", "--cw", "1,2")]
    [InlineData("give an activation", "flow")]
    [InlineData("leave out --k1 or --inputs", "flow", "--network", "linear", "--k1", "1", "--inputs", "1,2")]
    [InlineData("did you mean the layer residual?", "flow", "--network", "resdual(relu; linear)")]
    public void BadInput_GetsOneLine(string message, params string[] args)
    {
        CommandResult result = CommandLine.Run(args);
        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }
}

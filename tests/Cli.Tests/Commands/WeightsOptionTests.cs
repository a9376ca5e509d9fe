using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

/// <summary><c>--weights</c> in flow, sample and study, and <c>sample --tangent</c>.</summary>
public sealed class WeightsOptionTests
{
    [Fact]
    public void OrthogonalReLU_HasAVertexOfThreeALayer()
    {
        JsonObject json = CommandLine.Run("flow", "relu", "--k1", "1", "--cw", "2", "--width", "64", "--depth", "5", "--weights", "orthogonal", "--json").Succeeded().Json;
        Assert.Equal("orthogonal", json["weights"]!.GetValue<string>());
        Assert.Equal([0, 3, 6, 9, 12], json["layers"]!.AsArray().Select(l => Math.Round(l!["vertex"]!.GetValue<double>(), 9)));
        Assert.Null(json["layers"]![3]!["vertexNextOrder"]);
    }

    [Fact]
    public void PyTorchsDefault_FixesBothVariancesForEveryShape()
    {
        JsonObject json = CommandLine.Run("flow", "tanh", "--inputs", "1,1,1,1", "--width", "10,20", "--weights", "pytorch", "--json").Succeeded().Json;
        Assert.Equal([1.0 / 12, 1.0 / 30, 1.0 / 60], json["cb"]!.AsArray().Select(c => c!.GetValue<double>()), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal((1.0 / 12) + (1.0 / 3), json["k1"]!.GetValue<double>(), 1e-14);
    }

    [Fact]
    public void OtherWeights_AreDrawn_AndJudged()
    {
        JsonObject json = CommandLine.Run("sample", "tanh", "--k1", "1", "--cw", "1.5", "--width", "24", "--depth", "3", "--weights", "two-valued", "--models", "400", "--json").Succeeded().Json;
        Assert.Equal("weights", json["sampler"]!.GetValue<string>());
        Assert.Equal("confirmed", json["verdict"]!.GetValue<string>());
    }

    [Fact]
    public void TheTangentKernel_NeedsNoWeights()
    {
        JsonObject json = CommandLine.Run("sample", "tanh", "--k1", "1", "--cw", "1.5", "--width", "100", "--depth", "3", "--tangent", "--models", "4000", "--json").Succeeded().Json;
        Assert.Equal("conditional", json["sampler"]!.GetValue<string>());
        JsonObject tangent = json["tangentKernel"]!.AsObject();
        Assert.All(["mean", "variance", "covarianceWithMetric"], key => Assert.NotNull(tangent[key]!["theory"]));
        Assert.InRange(Math.Abs(tangent["mean"]!["z"]!.GetValue<double>()), 0, 4.5);
        Assert.Equal(tangent["variance"]!["theory"]!.GetValue<double>(), tangent["variance"]!["empirical"]!.GetValue<double>(), 0.15 * tangent["variance"]!["theory"]!.GetValue<double>());
    }

    [Theory]
    [InlineData("needs normal weights", "sample", "--weights", "uniform", "--sampler", "conditional")]
    [InlineData("leave out --cw", "flow", "--weights", "he_normal", "--cw", "2")]
    [InlineData("leave out --cb", "flow", "--weights", "pytorch", "--cb", "0.1")]
    [InlineData("no law of weights", "flow", "--weights", "cauchy")]
    [InlineData("needs normal weights", "flow", "--weights", "uniform", "--rho", "0.5")]
    public void BadInput_GetsOneLine(string says, string command, params string[] args)
    {
        CommandResult result = CommandLine.Run([command, "tanh", .. args]);
        Assert.Equal(2, result.Code);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }
}

using Theory.Activations;
using Theory.Networks;

namespace Theory.Tests.Networks;

public sealed class NetworkTests
{
    private static readonly Activation Tanh = Activation.Parse("tanh");

    [Fact]
    public void PlainNetwork_AlternatesLinearLayersAndTheActivation()
    {
        Network network = Network.Plain(Tanh, 3, [10, 20], [0.1], [1, 2, 3], [0], [1, 1, 5]);
        Assert.Equal(["Linear", "Elementwise", "Linear", "Elementwise", "Linear"], network.Layers.Select(l => l.GetType().Name));
        Assert.Equal([10, 20, 20], Enumerable.Range(1, 3).Select(network.WidthOf));
        Assert.Equal([10, 10, 20], Enumerable.Range(1, 3).Select(network.WidthBefore));
        Assert.Equal([1.0, 2, 3], network.LinearLayers.Select(l => l.Cw));
        Assert.Equal((0.1, 0.0, 5.0), (network[3].Cb, network[3].LambdaB, network[3].LambdaW));
        Assert.All(network.Activations, s => Assert.Same(Tanh, s));
    }

    [Fact]
    public void NetworksOfOtherWidthAndDepth_KeepTheRestOfTheLaw()
    {
        Network network = Network.Plain(Tanh, 4, 10, 0.1, 2, 3, 4);
        Assert.Equal(network.LinearLayers.Select(l => new Linear(l.Cb, l.Cw, 7, l.LambdaB, l.LambdaW)), network.WithWidth(7).LinearLayers);
        Assert.Equal(network.LinearLayers.Take(2), network.Truncated(2).LinearLayers);
    }

    [Theory]
    [InlineData(-0.1, 1, 1, 1, 1, "C_b must be a finite number, at least 0, got -0.1")]
    [InlineData(double.NaN, 1, 1, 1, 1, "C_b must be")]
    [InlineData(double.PositiveInfinity, 1, 1, 1, 1, "C_b must be")]
    [InlineData(0, 0, 1, 1, 1, "C_W must be a positive finite number, got 0")]
    [InlineData(0, double.NaN, 1, 1, 1, "C_W must be")]
    [InlineData(0, double.NegativeInfinity, 1, 1, 1, "C_W must be")]
    [InlineData(0, 1, 0, 1, 1, "the width must be at least 1, got 0")]
    [InlineData(0, 1, 1, -1, 1, "lambda_b must be a finite number, at least 0, got -1")]
    [InlineData(0, 1, 1, 1, double.NaN, "lambda_W must be")]
    public void ParametersOutsideTheirDomain_AreNamedWithTheirValue(double cb, double cw, int width, double lambdaB, double lambdaW, string message) =>
        Refused(message, () => Network.Plain(Tanh, 2, width, cb, cw, lambdaB, lambdaW));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Network.MaximumDepth + 1)]
    public void DepthsOutsideTheirRange_AreRefused(int depth) =>
        Refused($"the depth must be between 1 and {Network.MaximumDepth}, got {depth}", () => Network.Plain(Tanh, depth, 1, 0, 1));

    [Fact]
    public void ListsHaveOneValue_OrOneForEachLayer()
    {
        Refused("there are 2 values of C_b, but 3 layers of preactivations", () => Network.Plain(Tanh, 3, [1], [0, 0], [1], [1], [1]));
        Refused("there are 4 values of lambda_W, but 3 layers of preactivations", () => Network.Plain(Tanh, 3, [1], [0], [1], [1], [1, 1, 1, 1]));
        Refused("there are 3 widths, but 2 hidden layers", () => Network.Plain(Tanh, 3, [1, 1, 1], [0], [1], [1], [1]));
    }

    [Fact]
    public void LayersThatDoNotAlternate_AreRefused()
    {
        (Linear linear, Elementwise s) = (new Linear(0, 1), new Elementwise(Tanh));
        Assert.Equal(1, Of(linear));
        foreach (Layer[] layers in (Layer[][])[[linear, s], [s, linear], [linear, linear], [linear, s, s, linear], [linear, linear, s]])
        {
            Refused("must alternate", () => (object)Of(layers));
        }

        Refused("the depth", () => (object)Of());
    }

    [Fact]
    public void WidthsOfAnInfinitelyWideNetwork_CannotBeAskedFor() => Refused("infinitely wide", () => (object)Network.Plain(Tanh, 2, null, 0, 1).WidthOf(1));

    private static int Of(params Layer[] layers) => new Network(layers).Depth;

    private static void Refused(string message, Func<object> action) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(action).Message, StringComparison.Ordinal);
}

using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Flow;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Flow;

/// <summary>The excess kurtosis of the metric from moments of the activation.</summary>
public sealed class MetricTailsTests
{
    /// <summary>Layer 2 is a sum of independent numbers: kappa_4(s^2)/(n kappa_2(s^2)^2), for exp(z/2) that of logarithmic normal squares.</summary>
    [Theory]
    [InlineData("exp(z/2)", 2.6, 200, 38278.3 / 200)]
    [InlineData("z", 3, 7, 12.0 / 7)]
    [InlineData("relu", 1e-200, 10, 2.232)]
    public void SecondLayer_IsExact(string activation, double k1, int width, double expected)
    {
        FlowLayer layer = Annotated(activation, new PlainLaw(k1, 0, 1, width, Depth: 2))[1];
        Assert.Equal(expected, layer.MetricKurtosis, 1e-4 * expected);
        Assert.Null(layer.NoMetricKurtosis);
    }

    /// <summary>Beyond layer 2 the closure by a logarithmic normal law may make tails heavier than they are, by no more than a half.</summary>
    [Theory]
    [InlineData("relu", 1, 0, 2, 40)]
    [InlineData("tanh", 1, 0.1, 1.5, 20)]
    [InlineData("gelu", 1, 0.1, 2, 40)]
    public void LaterLayers_AgreeWithTheExactLaw(string activation, double k1, double cb, double cw, int width)
    {
        PlainLaw law = new(k1, cb, cw, width, Depth: 4);
        IReadOnlyList<FlowLayer> flow = Annotated(activation, law);
        foreach (LawLayer exact in MetricLaw.Compute(law.Of(Activation.Parse(activation)), law.Signal).ToTheLast().Skip(1))
        {
            Assert.InRange(flow[exact.Layer - 1].MetricKurtosis, (0.8 * exact.ExcessKurtosis.Value) - 0.05, (1.5 * exact.ExcessKurtosis.Value) + 0.05);
        }
    }

    [Theory]
    [InlineData("exp(z^2/20)", 1.5, 1.0, NoValueKind.Diverges)]
    [InlineData("exp(z)", 23, 1e-20, NoValueKind.Overflows)]
    public void AFourthCumulantThatThereIsNot_HasAReason(string activation, double k1, double cw, NoValueKind kind)
    {
        FlowLayer layer = Annotated(activation, new PlainLaw(k1, 0, cw, 1000, Depth: 2))[1];
        Assert.True(double.IsNaN(layer.MetricKurtosis));
        Assert.Contains("<s^8>", layer.NoMetricKurtosis!.Reason, StringComparison.Ordinal);
        Assert.True(layer.NoMetricKurtosis.Kind == kind || layer.NoMetricKurtosis.Kind == NoValueKind.Failed);
    }

    private static IReadOnlyList<FlowLayer> Annotated(string activation, PlainLaw law)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        return MetricTails.AddTo(new NetworkEvaluator(law.Of(evaluator.Activation), evaluator), law.Flow(evaluator));
    }
}

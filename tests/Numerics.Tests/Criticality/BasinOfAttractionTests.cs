using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Criticality;

public sealed class BasinOfAttractionTests
{
    /// <summary>The unstable fixed points of docs/cure.md.</summary>
    [Theory]
    [InlineData("imrepu:2", 1.5167)]
    [InlineData("imrepu:3", 0.2722)]
    [InlineData("imrepu:4", 0.1039)]
    [InlineData("tanh", double.PositiveInfinity)]
    [InlineData("symmetric_imrepu:2", double.PositiveInfinity)]
    public void ZeroKernel_AttractsUpToTheNextFixedPoint(string activation, double expected)
    {
        BasinOfAttraction basin = Basins(activation)[0]!;
        Assert.Equal(0, basin.From);
        Assert.Equal(expected, basin.To, 5e-5);
    }

    /// <summary>What starts on either side of the bound goes where it says.</summary>
    [Theory]
    [InlineData("imrepu:2")]
    [InlineData("imrepu:3")]
    [InlineData("sin(z) + z^3/20")]
    public void KernelsOnBothSidesOfTheBound_PartThere(string activation)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        CriticalPoint point = Classifier.Classify(evaluator).CriticalPoints[0];
        BasinOfAttraction basin = BasinOfAttraction.Of(evaluator, point)!;
        Assert.True(Follow(evaluator, point, basin.To * 0.99) < basin.To / 2);
        Assert.True(Follow(evaluator, point, basin.To * 1.01) > basin.To * 2);
    }

    [Theory]
    [InlineData("gelu")]
    [InlineData("relu")]
    [InlineData("mrepu:2")]
    public void PointsThatAreNotStable_HaveNone(string activation) => Assert.All(Basins(activation), Assert.Null);

    private static BasinOfAttraction?[] Basins(string activation)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        return [.. Classifier.Classify(evaluator).CriticalPoints.Select(p => BasinOfAttraction.Of(evaluator, p))];
    }

    private static double Follow(ExpectationEvaluator evaluator, CriticalPoint point, double k)
    {
        double start = k;
        for (int layer = 0; layer < 200 && k > start / 4 && k < start * 4; layer++)
        {
            k = point.Cb + (point.Cw * evaluator.Evaluate(Quantity.Kernel, k).OrThrow().Value);
        }

        return k;
    }
}

using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Tests.Evaluation;

/// <summary>What vanishes identically, or by cancellation, is a result with an absolute error: it was refused as not converging, at every K.</summary>
public class VanishingQuantityTests
{
    /// <summary>sqrt(a + b (z - c)^2) has g = a + b (K + c^2): g' = b, g'' = 0.</summary>
    [Theory]
    [InlineData("sqrt(z^2+1)", 1, 1, 0)]
    [InlineData("sqrt(z^2+0.0001)", 0.0001, 1, 0)]
    [InlineData("sqrt(1+(z-1)^2)", 1, 1, 1)]
    [InlineData("sqrt(2+3*(z+2)^2)", 2, 3, -2)]
    [InlineData("sqrt(0.3+0.01*(z-5)^2)", 0.3, 0.01, 5)]
    public void SquareRootsOfQuadratics_HaveNoCurvature(string activation, double a, double b, double c)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        foreach (double k in (double[])[1e-6, 1e-3, 0.1, 1, 10, 1e3, 1e6])
        {
            ExpectationValues values = evaluator.Evaluate(k);
            foreach ((Quantity quantity, double expected) in (ReadOnlySpan<(Quantity, double)>)
                [(Quantity.Kernel, a + (b * (k + (c * c)))), (Quantity.ChiParallel, b), (Quantity.KernelSecondDerivative, 0)])
            {
                QuantityValue value = values[quantity];
                Assert.True(value.IsDefined, value.UndefinedBecause);
                Assert.True(Math.Abs(value.Value - expected) <= value.AbsoluteError, $"{quantity} at K = {k}: {value}");
            }

            Assert.InRange(values[Quantity.KernelSecondDerivative].AbsoluteError * k * k / values[Quantity.Kernel].Value, 0, 1e-9);
        }
    }

    [Theory]
    [InlineData("sqrt(z^2+1)")]
    [InlineData("sqrt(1+(z-1)^2)")]
    public void TheyAreClassified(string activation) =>
        Assert.NotEmpty(Classifier.Classify(new ExpectationEvaluator(Activation.Parse(activation))).Reason);
}

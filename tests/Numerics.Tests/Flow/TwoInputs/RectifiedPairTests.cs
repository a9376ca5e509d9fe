using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Numerics.Tests.Flow.TwoInputs;

/// <summary>
/// G1_12 of ReLU and leaky ReLU, relatively right at any angle: of close inputs it was 0 where -0.486 (1 - rho)^2 is true, because doubles had nothing left of what cancels.
/// </summary>
public sealed class RectifiedPairTests
{
    /// <summary>By a program in 120 digits: moments of quadrants as integrals over the angle, derivatives of the expectation by differences.</summary>
    [Theory]
    [InlineData("relu", 1, 1, 0.9, 0, 2, 3, -0.0046805493035381540436)]
    [InlineData("relu", 1, 1, 0.99, 0, 2, 3, -0.000048532506696595073482)]
    [InlineData("relu", 1, 1, 0.999, 0, 2, 3, -4.8650233884444283336e-7)]
    [InlineData("relu", 1, 1, 0.999999, 0, 2, 3, -4.863536200459526631e-13)]
    [InlineData("relu", 1, 1, 0.999999999999, 0, 2, 4, -1.9993151282770366949e-24)]
    [InlineData("leaky_relu(0.01)", 0.7, 1.3, 0.9999, 0.1, 1.5, 4, -0.00015815153838048272709)]
    [InlineData("abs", 1, 1, -0.99999999, 0, 1, 3, -6.4845071128931900922e-17)]
    [InlineData("leaky_relu(0.25)", 2, 2, -0.5, 0, 1.5, 5, -0.64809753894399545181)]
    [InlineData("piecewise(z<0, -z/2, 3*z)", 1e-5, 1e-5, 0.9999999, 1e-6, 0.2, 4, 8.1626821402850429603e-18)]
    [InlineData("relu", 1, 3, 1 - 2.220446049250313e-16, 0.5, 1.2, 6, -0.0044525487270522388095)]
    public void CloseInputs_HaveAllDigits(string activation, double k1, double k2, double rho, double cb, double cw, int depth, double expected)
    {
        double actual = Last(activation, k1, k2, rho, cb, cw, depth).Correction!.Value.G12;
        Assert.Equal(1, actual / expected, activation == "leaky_relu(0.01)" ? 1e-14 : 2e-15);
    }

    /// <summary>The metric of homogeneous networks scales with the inputs, however close they are.</summary>
    [Fact]
    public void Scaling_MultipliesTheMetric()
    {
        Random random = new(8);
        for (int i = 0; i < 20; i++)
        {
            double rho = 1 - Math.Pow(10, -15 * random.NextDouble());
            double scale = Math.ScaleB(1, 2 * random.Next(-20, 20));
            double one = Last("relu", 1, 1, rho, 0, 2, 4).Correction!.Value.G12;
            double other = Last("relu", scale, scale, rho, 0, 2, 4).Correction!.Value.G12;
            Assert.Equal(one * scale, other, 1e-14 * Math.Abs(one * scale));
            Assert.NotEqual(0, one);
        }
    }

    private static TwoInputLayer Last(string activation, double k1, double k2, double rho, double cb, double cw, int depth) => TwoInputFlow.Compute(
        new PlainLaw(k1, cb, cw, 10, depth).With(new ExpectationEvaluator(Activation.Parse(activation))), Signal.Pair(k1, k2, rho), TestContext.Current.CancellationToken).ToTheLast()[^1];
}

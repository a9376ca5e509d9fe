using Theory.Activations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.TangentKernel;

namespace Theory.Numerics.Tests.TangentKernel;

public class TangentGrowthTests
{
    /// <summary>
    /// Scale-invariant, r = &lt;s^4&gt;/&lt;s^2&gt;^2 of the slopes, q the share of weights in the tangent kernel: V/K^2 is (3r - 1) L, Var Theta/Theta^2
    /// tends to (3r - 1 + q (r - 1) + q^2 (3r - 1)) L/3, the covariance to (3r - 1)(1 + q) L/2, the differential to q r L/3.
    /// </summary>
    [Theory]
    [InlineData("relu", 2, 0, 1)]
    [InlineData("relu", 2, 1, 1)]
    [InlineData("z", 1, 0.5, 2)]
    [InlineData("2*max(0,z) - max(0,-z)", 1.36, 0.3, 1)]
    public void ScaleInvariantNetworks_GrowLikeDepthOverWidth(string activation, double r, double lambdaB, double lambdaW)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        GrowthWithDepth growth = TangentGrowth.Of(evaluator, lambdaB, lambdaW, TestContext.Current.CancellationToken)!;
        Assert.Equal(UniversalityClass.ScaleInvariant, growth.Class);
        double share = lambdaW * growth.K1 / growth.Cw;
        double q = share / (share + lambdaB);
        Is("metricVariance", (3 * r) - 1);
        Is("kernelVariance", ((3 * r) - 1 + (q * (r - 1)) + (q * q * ((3 * r) - 1))) / 3);
        Is("kernelCovariance", ((3 * r) - 1) * (1 + q) / 2);
        Is("firstDifferential", q * r / 3);
        Assert.Equal(0, growth.Powers.Single(p => p.Name == "meanShift").Deepest);

        void Is(string name, double coefficient)
        {
            DepthPower power = growth.Powers.Single(p => p.Name == name);
            Assert.Equal(1, power.Power, 1e-4);
            Assert.Equal(1, power.Coefficient / coefficient, 5e-3);
        }
    }

    /// <summary>K* = 0: chi_par = 1 - 2/L whatever the activation, hence V/K^2 = (2/3) L (PDLT section 5.4).</summary>
    [Theory]
    [InlineData("tanh")]
    [InlineData("sin")]
    public void NetworksThatDecayToZero_HaveTwoThirds(string activation)
    {
        GrowthWithDepth growth = TangentGrowth.Of(new ExpectationEvaluator(Activation.Parse(activation)), 1, 1, TestContext.Current.CancellationToken)!;
        DepthPower power = growth.Powers.Single(p => p.Name == "metricVariance");
        Assert.Equal(UniversalityClass.ZeroKernel, growth.Class);
        Assert.Equal(1, power.Power, 1e-2);
        Assert.Equal(2.0 / 3, power.Coefficient, 0.02);
        Assert.InRange(growth.RatioFor(0.1), 0.01, 1);
    }

    [Fact]
    public void WithoutACriticalPoint_ThereIsNoPower() =>
        Assert.Null(TangentGrowth.Of(new ExpectationEvaluator(Activation.Parse("softplus")), 1, 1, TestContext.Current.CancellationToken));
}

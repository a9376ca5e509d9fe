using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Compilation;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>What grows faster than every Gaussian decays has no expectation, however tame it is where the density is.</summary>
public class OutgrowthTests
{
    [Theory]
    [InlineData("exp(z^4)")]
    [InlineData("exp(z^3)")]
    [InlineData("exp(exp(z))")]
    [InlineData("z*exp(2*exp(-3*z))")]
    [InlineData("exp(abs(z)^(5/2))")]
    [InlineData("sinh(z^3)")]
    [InlineData("1+exp(z^4/1000000)")]
    [InlineData("exp(z^2*log(1+z^2))")]
    public void Expectations_Diverge(string formula)
    {
        Activation activation = Activation.Parse(formula);
        ExpectationEvaluator evaluator = new(activation);
        foreach (double k in (double[])[1e-8, 1e-4, 0.01])
        {
            Assert.Equal(NoValueKind.Diverges, evaluator.Evaluate(Quantity.Kernel, k).Missing?.Kind);
            Assert.Equal(NoValueKind.Diverges, evaluator.Evaluate(k)[Quantity.ChiPerp].Missing?.Kind);
        }

        Assert.Equal(NoValueKind.Diverges, new TwoInputQuadrature(evaluator.Function).Evaluate(0.01, 0.02, 0.5).KernelProduct.Missing?.Kind);
    }

    /// <summary>What is said not to be possible is not: of these no derivative is looked at. exp(c z^2) outgrows some Gaussians, and is left to the quadrature.</summary>
    [Theory]
    [InlineData("z*sigmoid(3*z) + z/3", false)]
    [InlineData("log(1+exp(z)) - cos(exp(2*z-1))", false)]
    [InlineData("z/(1+exp(-z)) + abs(tanh(pi*z+1))", false)]
    [InlineData("z^3*exp(-z)*erfc(z)", false)]
    [InlineData("exp(z^3)", true)]
    [InlineData("1/(1-tanh(z^3))", true)]
    [InlineData("sin(exp(exp(z)))", true)]
    [InlineData("2^(z^2)", true)]
    public void FormulasThatCannot_AreKnownByTheirExponents(string formula, bool possible) =>
        Assert.Equal(possible, Activation.Parse(formula).Pieces.Any(p => Outgrowth.IsPossible(p.Expression)));

    /// <summary>Fixed points came from the series at small K, which converges nowhere.</summary>
    [Fact]
    public void FixedPoints_OfNoKernel_AreRefused() =>
        Assert.Throws<UserInputException>(() => FixedPoints.Of(new ExpectationEvaluator(Activation.Parse("exp(z^4)")), 0.1, 1));

    [Theory]
    [InlineData("exp(z^2)")]
    [InlineData("exp(z^2-100*z)")]
    [InlineData("exp(z^2/8+30*z)")]
    [InlineData("z^40")]
    [InlineData("exp(10*(z-50))")]
    [InlineData("exp(-z^4)")]
    [InlineData("tanh(exp(z))")]
    [InlineData("exp(z)*sin(z)")]
    [InlineData("log(1+exp(exp(z)))")]
    public void OtherGrowth_IsNoReason(string formula)
    {
        PiecewiseSmoothFunction function = ActivationCompiler.Compile(Activation.Parse(formula));
        Assert.False(function.Outgrows(0));
        Assert.False(function.Outgrows(1));
    }
}

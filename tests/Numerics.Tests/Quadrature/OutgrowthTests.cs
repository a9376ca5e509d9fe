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
    [InlineData("exp(abs(z)^2.02)")]
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

    /// <summary>s like exp(a z^2): a product of n of it exists below K = 1/(2 n a), and does not above, however near; at K itself slower factors decide, and nothing is said.</summary>
    [Theory]
    [InlineData("cosh(z^2/5)", 0.2)]
    [InlineData("sqrt(exp(z^2/2)+1)", 0.25)]
    [InlineData("exp(sqrt(1+z^4)/4-3*z)", 0.25)]
    [InlineData("exp(z^2/3)/(1+z^2)", 1.0 / 3)]
    [InlineData("cos(z)*exp(z^2/(4+1/(1+z^2)))", 0.25)]
    public void ExpectationsOfGaussianGrowth_DivergeAboveTheirK_AndNotBelow(string formula, double rate)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(formula));
        foreach ((Quantity quantity, int factors) in ((Quantity, int)[])[(Quantity.Mean, 1), (Quantity.Kernel, 2), (Quantity.ChiPerp, 2), (Quantity.FourthMoment, 4)])
        {
            double edge = 1 / (2 * factors * rate);
            foreach (double part in (double[])[0.5, 0.98, 0.999, 1.001, 1.02, 3])
            {
                NoValue? missing = evaluator.Evaluate(quantity, part * edge).Missing;
                Assert.Equal(part > 1, missing?.Kind == NoValueKind.Diverges);
                Assert.True(part > 0.9 || missing is null, missing?.ToString());
            }

            Assert.DoesNotContain("it is finite", evaluator.Evaluate(quantity, edge).Missing?.Reason ?? "", StringComparison.Ordinal);
        }
    }

    /// <summary>exp(|z|^1.98) has expectations at every K, and they are beyond doubles.</summary>
    [Theory]
    [InlineData("exp(abs(z)^1.98)", 1)]
    [InlineData("exp(z^2/log(2+z^2))", 10)]
    public void WhatGrowsLess_IsNotSaidToDiverge(string formula, double k) =>
        Assert.NotEqual(NoValueKind.Diverges, new ExpectationEvaluator(Activation.Parse(formula)).Evaluate(Quantity.Kernel, k).Missing?.Kind);

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

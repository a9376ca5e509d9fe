using Theory.Activations;
using Theory.Algebra;
using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Parsing;
using Theory.Tests.Expectations;

namespace Theory.Tests.Asymptotics;

public class SmallKernelExpansionTests
{
    /// <summary>Closed forms that are analytic at K = 0 have Taylor series themselves: an independent way to the same coefficients.</summary>
    [Theory]
    [InlineData("sin(z)")]
    [InlineData("cos(z)")]
    [InlineData("sin(z) + z^2/3")]
    [InlineData("exp(z) - 1")]
    [InlineData("erf(z)")]
    [InlineData("gelu")]
    [InlineData("z*exp(-z^2)")]
    [InlineData("z + z^3/5")]
    [InlineData("Phi(2*z)")]
    public void Series_IsTheTaylorSeriesOfTheClosedForm(string activation)
    {
        const int Order = 5;
        Activation s = Activation.Parse(activation);
        SmallKernelExpansion small = SmallKernelExpansion.Of(s, Order);
        Derivation derivation = Derivation.Of(s);
        Symbol x = Symbol.Z;
        int compared = 0;
        foreach (Quantity quantity in Quantity.All.Where(q => derivation[q].Formula is not null))
        {
            IReadOnlyList<Expr> taylor = TaylorExpansion.AtZero(derivation[quantity].Formula!.Substitute(Symbol.K, x), Order);
            for (int n = 0; n <= Order; n++)
            {
                Assert.Equal(Expr.Zero, Expansion.Expand(taylor[n] - small[quantity]!.Coefficient(2 * n)));
                compared++;
            }
        }

        Assert.True(compared > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A1AndB1_OfMRePU_AreTheKnownPolynomialsInP(int p)
    {
        SmallKernelExpansion small = SmallKernelExpansion.Of(Activation.Parse($"mrepu:{p}"), 2);

        Assert.Equal((6 * p * p) - (3 * p), small.A1);
        Assert.Equal((7 * p * p) - (3 * p), small.B1);
    }

    [Theory]
    [InlineData("tanh", "-2", "-2")]
    [InlineData("sin", "-1", "-1")]
    [InlineData("erf", "-2", "-2")]
    [InlineData("swish", "3/4", "1")]
    [InlineData("gelu", "6/pi", "8/pi")]
    [InlineData("relu", null, null)]
    [InlineData("sigmoid", null, null)]
    [InlineData("piecewise(z<0, exp(z)-1, z)", null, null)]
    public void A1AndB1_OfKnownActivations(string activation, string? a1, string? b1)
    {
        SmallKernelExpansion small = SmallKernelExpansion.Of(Activation.Parse(activation), 2);

        Assert.Equal(a1 is null ? null : ExpressionParser.Parse(a1), small.A1);
        Assert.Equal(b1 is null ? null : ExpressionParser.Parse(b1), small.B1);
    }

    /// <summary>The polynomial in front of Phi(1/sqrt K) in the closed form.</summary>
    [Fact]
    public void Kernel_OfMRePU2_IsThePolynomialPartOfItsClosedForm()
    {
        KernelSeries g = SmallKernelExpansion.Of(Activation.Parse("mrepu:2"), 3)[Quantity.Kernel]!;

        Assert.Equal("K + 18*K^2 + 15*K^3", g.ToString());
        Assert.Equal(ConvergenceKind.Asymptotic, g.Convergence.Kind);
        Assert.Equal("exp(-1/(2*K))", g.Convergence.ExponentiallySmall!.ToString());
    }

    [Fact]
    public void Series_OfReLU_IsItsClosedForm()
    {
        Activation relu = Activation.Parse("relu");
        SmallKernelExpansion small = SmallKernelExpansion.Of(relu, 2);
        Derivation derivation = Derivation.Of(relu);
        foreach (Quantity quantity in Quantity.All)
        {
            Assert.Equal(ConvergenceKind.Exact, small[quantity]!.Convergence.Kind);
            Assert.Equal(derivation[quantity].Formula, small[quantity]!.ToExpr());
        }
    }

    [Fact]
    public void Kernel_OfELU_HasHalfIntegerPowers() => Assert.Equal(
        "K - K^(3/2)*sqrt(2/pi) + 7*K^2/8 + O(K^(5/2))",
        SmallKernelExpansion.Of(Activation.Parse("piecewise(z<0, exp(z)-1, z)"), 2)[Quantity.Kernel]!.ToString());

    [Theory]
    [InlineData("z + z^3", 4, ConvergenceKind.Exact)]
    [InlineData("z + z^3", 2, ConvergenceKind.Converges)]
    [InlineData("sin(z)", 4, ConvergenceKind.Converges)]
    [InlineData("gelu", 4, ConvergenceKind.Converges)]
    [InlineData("tanh", 4, ConvergenceKind.Asymptotic)]
    [InlineData("mrepu:2", 4, ConvergenceKind.Asymptotic)]
    [InlineData("exp(z^3)", 4, ConvergenceKind.Asymptotic)]
    public void Convergence_IsStatedHonestly(string activation, int order, ConvergenceKind expected) =>
        Assert.Equal(expected, SmallKernelExpansion.Of(Activation.Parse(activation), order)[Quantity.Kernel]!.Convergence.Kind);

    /// <summary>g of erf is (2/pi) arcsin(2K/(1+2K)), which is singular where the argument is -1: at K = -1/4.</summary>
    [Fact]
    public void Convergence_OfErf_EndsAtTheNearestSingularityOfTheClosedForm() => Assert.Equal(
        new Fractions.Fraction(1, 4), SmallKernelExpansion.Of(Activation.Parse("erf"), 2)[Quantity.Kernel]!.Convergence.Below);

    [Fact]
    public void BigO_OfSparsePolynomial_IsNotForgotten() =>
        Assert.Equal("K + O(K^3)", SmallKernelExpansion.Of(Activation.Parse("z + z^100"), 2)[Quantity.Kernel]!.ToString());

    [Fact]
    public void Mean_OfOddActivation_IsExactlyZero() =>
        Assert.Equal("0", SmallKernelExpansion.Of(Activation.Parse("tanh"), 3)[Quantity.Mean]!.ToString());

    [Fact]
    public void ChiPerp_OfStep_IsUndefined()
    {
        SmallKernelExpansion small = SmallKernelExpansion.Of(Activation.Parse("perceptron"), 2);

        Assert.Null(small[Quantity.ChiPerp]);
        Assert.Contains("jumps", small.SlopeUndefinedBecause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(61)]
    public void Of_OrderOutOfRange_IsAnErrorOfTheUser(int order) =>
        Assert.Throws<UserInputException>(() => SmallKernelExpansion.Of(Activation.Parse("tanh"), order));

    [Theory]
    [InlineData("log(z)")]
    [InlineData("sqrt(abs(z))")]
    public void Of_ActivationWithoutSeries_IsAnErrorOfTheUser(string activation) =>
        Assert.Throws<UserInputException>(() => SmallKernelExpansion.Of(Activation.Parse(activation), 2));

    /// <summary>At K so small that every breakpoint but 0 is dozens of standard deviations away, the closed form is the series.</summary>
    [SlowProperty(12, 40, Arbitrary = [typeof(RandomPiecewisePolynomials)])]
    public void Series_OfRandomPiecewisePolynomials_AgreesWithTheClosedForm(Activation activation)
    {
        const double K = 1e-4;
        SmallKernelExpansion small = SmallKernelExpansion.Of(activation, 6);
        Derivation derivation = RandomPiecewisePolynomials.DerivationOf(activation);
        foreach (Quantity quantity in (Quantity[])[Quantity.Mean, Quantity.Kernel, Quantity.FourthMoment])
        {
            Approximately.Equal(
                Evaluator.At(small[quantity]!.ToExpr(), k: K), Evaluator.At(derivation[quantity].Formula!, k: K), 1e-9, $"{quantity} of {activation.Definition}", 1e-13);
        }
    }
}

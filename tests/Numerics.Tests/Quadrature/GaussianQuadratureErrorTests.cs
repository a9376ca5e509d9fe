using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Quadrature;

/// <summary>What cannot be computed says so, and says what: divergence is not overflow.</summary>
public class GaussianQuadratureErrorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Variance_MustBePositiveAndFinite(double K)
    {
        string message = Assert.Throws<UserInputException>(() => GaussianQuadrature.Evaluate(Activations.Relu, K)).Message;
        Assert.StartsWith("K must be a positive finite number, got", message, StringComparison.Ordinal);
        Assert.Throws<UserInputException>(() => GaussianQuadrature.Expectation(z => z, [], K));
    }

    [Theory]
    [InlineData(0.125, 1.06, "<s^4> diverges at K = 1.06:")]
    [InlineData(0.125, 0.9, "<s^6> diverges at K = 0.9:")]
    [InlineData(0.25, 1.06, "<s^2> diverges at K = 1.06:")]
    [InlineData(1, 1, "<s> diverges at K = 1:")]
    public void GaussianGrowth_Diverges_FromTheVarianceWhereItBeatsTheDensity(double rate, double K, string expected)
    {
        Assert.Contains(Missing(GaussianGrowth(rate), K), m => m.Kind == NoValueKind.Diverges && m.Reason.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void GaussianGrowth_BelowItsLimit_IsComputed()
    {
        // <exp(2 a z^2)> = 1/sqrt(1 - 4 a K).
        GaussianExpectations result = GaussianQuadrature.Evaluate(GaussianGrowth(0.125), 0.5, Everything);
        Assert.Equal(1 / Math.Sqrt(0.75), result[Quantity.Kernel].Value, 1e-14);
        Assert.Equal(1 / Math.Sqrt(0.5), result[Quantity.FourthMoment].Value, 1e-14);
        Assert.Equal(2, result[Quantity.SixthMoment].Value, 1e-13);
    }

    [Fact]
    public void GaussianGrowth_JustBelowItsLimit_DecaysTooSlowly()
    {
        NoValue missing = GaussianQuadrature.Evaluate(new ExpectationEvaluator(Activation.Parse("cosh(z^2/8)")).Function, 1.96, [Quantity.Kernel])[Quantity.Kernel].Missing!;
        Assert.Equal(NoValueKind.Failed, missing.Kind);
        Assert.StartsWith("<s^2> cannot be computed at K = 1.96: it is finite", missing.Reason, StringComparison.Ordinal);
    }

    /// <summary>Of a function without a formula only values are known, which do not tell exp(a z^2) from (1 + z^2) exp(a z^2) or from exp(a z^2 - |z|).</summary>
    [Theory]
    [InlineData(1.96)]
    [InlineData(2)]
    [InlineData(2.04)]
    public void ValuesAlone_NearTheLimit_TellNeitherDivergenceNorExistence(double K)
    {
        NoValue missing = GaussianQuadrature.Evaluate(GaussianGrowth(0.125), K, [Quantity.Kernel])[Quantity.Kernel].Missing!;
        Assert.Equal(NoValueKind.Failed, missing.Kind);
        Assert.Contains("grows about as fast as the density", missing.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e6, "<s> overflows double precision at K = 1000000:")]
    [InlineData(100, "<s^6> overflows double precision at K = 100:")]
    public void Exponential_AtLargeK_OverflowsButDoesNotDiverge(double K, string expected)
    {
        Assert.Contains(Missing(Activations.Exponential, K), m => m.Kind == NoValueKind.Overflows && m.Reason.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void DoubleExponential_Diverges()
    {
        NoValue missing = GaussianQuadrature.Expectation(z => Math.Exp(Math.Exp(z)), [], 1).Missing!;
        Assert.Equal(NoValueKind.Diverges, missing.Kind);
        Assert.StartsWith("<f> diverges at K = 1:", missing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void HighPower_AtLargeK_Overflows()
    {
        PiecewiseSmoothFunction s = Activations.Polynomial([.. new double[20], 1]);
        Assert.Contains(Missing(s, 1e6), m => m.Kind == NoValueKind.Overflows && m.Reason.StartsWith("<s^6> overflows double precision at K = 1000000:", StringComparison.Ordinal));
    }

    [Fact]
    public void Pole_DoesNotConverge_AndSaysWhere()
    {
        string message = GaussianQuadrature.Expectation(z => 1 / Math.Abs(z - 0.3), [], 1).UndefinedBecause!;
        Assert.StartsWith("<f> does not converge at K = 1:", message, StringComparison.Ordinal);
        Assert.Contains("z = 0.3", message, StringComparison.Ordinal);
        Assert.Equal(NoValueKind.Failed, GaussianQuadrature.Expectation(z => 1 / Math.Abs(z), [], 1).Missing?.Kind);
    }

    /// <summary>A function that grows like a power is told from one that is merely hard to integrate.</summary>
    [Theory]
    [InlineData("1/z", "beside z = 0 the function grows like |z|^-1, whose power 2 has no integral, at any K.")]
    [InlineData("1/(z-1/2)^2", "beside z = 0.5 the function grows like |z - 0.5|^-2,")]
    [InlineData("sin(z)/z^3", "beside z = 0 the function grows like |z|^-2,")]
    [InlineData("(1+z)/sqrt(abs(z))", "beside z = 0 the function grows like |z|^-0.5, whose power 2 has no integral, at any K.")]
    public void KernelOfAPole_HasNoIntegral(string formula, string reason) =>
        Assert.Contains(reason, new ExpectationEvaluator(Activation.Parse(formula)).Evaluate(Quantity.Kernel, 1).UndefinedBecause, StringComparison.Ordinal);

    [Theory]
    [InlineData("log(abs(z))")]
    [InlineData("abs(z)^(-1/4)")]
    public void KernelOfAnIntegrableSingularity_HasAValue(string formula) =>
        Assert.True(new ExpectationEvaluator(Activation.Parse(formula)).Evaluate(Quantity.Kernel, 1) is { IsDefined: true, Value: > 0 });

    [Fact]
    public void EndlessOscillation_DoesNotConverge_InBoundedTime()
    {
        string message = GaussianQuadrature.Expectation(z => Math.Sin(1e9 * z), [], 1).UndefinedBecause!;
        Assert.StartsWith("<f> does not converge at K = 1:", message, StringComparison.Ordinal);
    }

    [Fact]
    public void FunctionOutsideItsDomain_IsUndefined()
    {
        string message = GaussianQuadrature.Expectation(Math.Log, [0], 1).UndefinedBecause!;
        Assert.StartsWith("<f> is undefined at K = 1: the function is not a number at z = -", message, StringComparison.Ordinal);
    }

    [Fact]
    public void InfiniteSlopeAtABreakpoint_LeavesChiPerpDivergent_ButNotTheKernel()
    {
        // sqrt(max(0,z)): <s'^2> = <1/(4z); z > 0> diverges, g = <max(0,z)> does not.
        var s = new PiecewiseSmoothFunction(
            Activations.Piece(double.NegativeInfinity, 0, [0]),
            new SmoothPiece(
                0,
                double.PositiveInfinity,
                Math.Sqrt,
                z => 0.5 / Math.Sqrt(z),
                z => -0.25 * Math.Pow(z, -1.5),
                z => 0.375 * Math.Pow(z, -2.5)));
        GaussianExpectations result = GaussianQuadrature.Evaluate(s, 1, [Quantity.Kernel, Quantity.FourthMoment]);
        Assert.Equal(1 / Math.Sqrt(2 * Math.PI), result[Quantity.Kernel].Value, 1e-14);
        Assert.Equal(0.5, result[Quantity.FourthMoment].Value, 1e-14);
        GaussianExpectations all = GaussianQuadrature.Evaluate(s, 1);
        Assert.False(all[Quantity.ChiPerp].IsDefined);
        Assert.Equal(1 / Math.Sqrt(2 * Math.PI), all[Quantity.Kernel].Value, 1e-14);
    }

    [Fact]
    public void Breakpoints_MustBeFinite() =>
        Assert.Throws<UserInputException>(() => GaussianQuadrature.Expectation(z => z, [double.NaN], 1));

    /// <summary>One expectation that has no value takes none of the others with it.</summary>
    [Theory]
    [InlineData(0.125, 0.9)]
    [InlineData(0.125, 1)]
    [InlineData(0.125, 1.5)]
    public void ValuesBesideMissingOnes_AreThoseThatStandAlone(double rate, double K)
    {
        GaussianExpectations together = GaussianQuadrature.Evaluate(GaussianGrowth(rate), K, Everything);
        Assert.Contains(Everything, q => !together[q].IsDefined);
        Assert.All(Everything, q =>
        {
            Estimate alone = GaussianQuadrature.Evaluate(GaussianGrowth(rate), K, [q])[q];
            Assert.Equal(alone.Missing?.Kind, together[q].Missing?.Kind);
            Assert.True(!alone.IsDefined || Math.Abs(alone.Value - together[q].Value) <= alone.AbsoluteError + together[q].AbsoluteError);
        });
    }

    /// <summary>Inf/inf far out says nothing about the expectation: it was read as overflow, and that as a kernel that grows without bound.</summary>
    [Fact]
    public void DerivativesThatAreNotNumbers_AreFailures_NotOverflow()
    {
        double s(double z) => 1 / (1 + Math.Exp(-25 * z));
        PiecewiseSmoothFunction logistic = PiecewiseSmoothFunction.Smooth(
            s, z => 25 * Math.Exp(-25 * z) / Math.Pow(1 + Math.Exp(-25 * z), 2), z => double.NaN, z => double.NaN);
        GaussianExpectations values = GaussianQuadrature.Evaluate(logistic, 400);
        Assert.True(values[Quantity.Kernel].IsDefined && values[Quantity.FourthMoment].IsDefined);
        Assert.All((Quantity[])[Quantity.ChiPerp, Quantity.H], q => Assert.Equal(NoValueKind.Failed, values[q].Missing?.Kind));

        // g'' needs no derivative of s: its moment form is <s^2 He_4>.
        Estimate curvature = values[Quantity.KernelSecondDerivative];
        double expected = new ExpectationEvaluator(Activation.Parse("sigmoid(25*z)")).Evaluate(Quantity.KernelSecondDerivative, 400).Value;
        Assert.True(curvature.IsDefined && Math.Abs(curvature.Value - expected) <= curvature.AbsoluteError);
    }

    [Fact]
    public void LargeExpectationOfATameFunction_Overflows() =>
        Assert.Equal(NoValueKind.Overflows, GaussianQuadrature.Evaluate(Activations.Relu, 1e110, [Quantity.SixthMoment])[Quantity.SixthMoment].Missing?.Kind);

    private static readonly Quantity[] Everything = [.. Quantity.All, Quantity.SixthMoment];

    private static IEnumerable<NoValue> Missing(PiecewiseSmoothFunction s, double K)
    {
        GaussianExpectations all = GaussianQuadrature.Evaluate(s, K, Everything);
        return Everything.Select(q => all[q].Missing).OfType<NoValue>();
    }

    // exp(a z^2).
    private static PiecewiseSmoothFunction GaussianGrowth(double a)
    {
        double s(double z) => Math.Exp(a * z * z);
        return PiecewiseSmoothFunction.Smooth(
            s,
            z => 2 * a * z * s(z),
            z => 2 * a * (1 + 2 * a * z * z) * s(z),
            z => 4 * a * a * z * (3 + 2 * a * z * z) * s(z));
    }
}

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
    [InlineData(0.125, 1, "<s^4> diverges at K = 1:")]
    [InlineData(0.125, 0.9, "<s^6> diverges at K = 0.9:")]
    [InlineData(0.25, 1, "<s^2> diverges at K = 1:")]
    [InlineData(1, 1, "<s> diverges at K = 1:")]
    public void GaussianGrowth_Diverges_FromTheVarianceWhereItBeatsTheDensity(double rate, double K, string expected)
    {
        Assert.StartsWith(expected, MessageOf(GaussianGrowth(rate), K), StringComparison.Ordinal);
    }

    [Fact]
    public void GaussianGrowth_BelowItsLimit_IsComputed()
    {
        // <exp(2 a z^2)> = 1/sqrt(1 - 4 a K).
        GaussianExpectations result = GaussianQuadrature.Evaluate(GaussianGrowth(0.125), 0.5);
        Assert.Equal(1 / Math.Sqrt(0.75), result.Kernel.Value, 1e-14);
        Assert.Equal(1 / Math.Sqrt(0.5), result.M4.Value, 1e-14);
        Assert.Equal(2, result.M6.Value, 1e-13);
    }

    [Fact]
    public void GaussianGrowth_JustBelowItsLimit_DecaysTooSlowly()
    {
        string message = Assert.Throws<UserInputException>(
            () => GaussianQuadrature.Evaluate(GaussianGrowth(0.125), 1.96, GaussianQuantities.Kernel)).Message;
        Assert.StartsWith("<s^2> cannot be computed at K = 1.96: it is finite", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e6, "<s> overflows double precision at K = 1000000:")]
    [InlineData(100, "<s^6> overflows double precision at K = 100:")]
    public void Exponential_AtLargeK_OverflowsButDoesNotDiverge(double K, string expected)
    {
        Assert.StartsWith(expected, MessageOf(Activations.Exponential, K), StringComparison.Ordinal);
    }

    [Fact]
    public void DoubleExponential_Diverges()
    {
        string message = Assert.Throws<UserInputException>(
            () => GaussianQuadrature.Expectation(z => Math.Exp(Math.Exp(z)), [], 1)).Message;
        Assert.StartsWith("<f> diverges at K = 1:", message, StringComparison.Ordinal);
    }

    [Fact]
    public void HighPower_AtLargeK_Overflows()
    {
        PiecewiseSmoothFunction s = Activations.Polynomial([.. new double[20], 1]);
        Assert.StartsWith("<s^6> overflows double precision at K = 1000000:", MessageOf(s, 1e6), StringComparison.Ordinal);
    }

    [Fact]
    public void Pole_DoesNotConverge_AndSaysWhere()
    {
        string message = Assert.Throws<UserInputException>(() => GaussianQuadrature.Expectation(z => 1 / Math.Abs(z - 0.3), [], 1)).Message;
        Assert.StartsWith("<f> does not converge at K = 1:", message, StringComparison.Ordinal);
        Assert.Contains("z = 0.3", message, StringComparison.Ordinal);
        Assert.Throws<UserInputException>(() => GaussianQuadrature.Expectation(z => 1 / Math.Abs(z), [], 1));
    }

    [Fact]
    public void EndlessOscillation_DoesNotConverge_InBoundedTime()
    {
        string message = Assert.Throws<UserInputException>(() => GaussianQuadrature.Expectation(z => Math.Sin(1e9 * z), [], 1)).Message;
        Assert.StartsWith("<f> does not converge at K = 1:", message, StringComparison.Ordinal);
    }

    [Fact]
    public void FunctionOutsideItsDomain_IsUndefined()
    {
        string message = Assert.Throws<UserInputException>(() => GaussianQuadrature.Expectation(Math.Log, [0], 1)).Message;
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
        GaussianExpectations result = GaussianQuadrature.Evaluate(s, 1, GaussianQuantities.Kernel | GaussianQuantities.M4);
        Assert.Equal(1 / Math.Sqrt(2 * Math.PI), result.Kernel.Value, 1e-14);
        Assert.Equal(0.5, result.M4.Value, 1e-14);
        Assert.Throws<UserInputException>(() => GaussianQuadrature.Evaluate(s, 1, GaussianQuantities.ChiPerp));
    }

    [Fact]
    public void Breakpoints_MustBeFinite() =>
        Assert.Throws<UserInputException>(() => GaussianQuadrature.Expectation(z => z, [double.NaN], 1));

    private static string MessageOf(PiecewiseSmoothFunction s, double K) =>
        Assert.Throws<UserInputException>(() => GaussianQuadrature.Evaluate(s, K)).Message;

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

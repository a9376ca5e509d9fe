using Theory.Expectations;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Tests.Quadrature;

public class GaussianQuadratureTests
{
    [Theory]
    [InlineData(1e-8)]
    [InlineData(0.3)]
    [InlineData(1e6)]
    public void SixthMoment_OfRepu_IsHalfTheDoubleFactorial(double K)
    {
        // <max(0,z)^(6p)> = (6p-1)!!/2 K^(3p).
        Near(15 * Math.Pow(K, 3) / 2, GaussianQuadrature.Evaluate(Activations.Relu, K, [Quantity.SixthMoment])[Quantity.SixthMoment]);
        Near(10395 * Math.Pow(K, 6) / 2, GaussianQuadrature.Evaluate(Activations.Repu(2), K, [Quantity.SixthMoment])[Quantity.SixthMoment]);
        Near(34459425 * Math.Pow(K, 9) / 2, GaussianQuadrature.Evaluate(Activations.Repu(3), K, [Quantity.SixthMoment])[Quantity.SixthMoment]);
    }

    [Theory]
    [InlineData(1e-8)]
    [InlineData(1)]
    [InlineData(30)]
    public void Expectations_OfExponential_AreClosedForms_ThoughTheIntegrandPeaksFarOut(double K)
    {
        GaussianExpectations result = GaussianQuadrature.Evaluate(Activations.Exponential, K, [.. Quantity.All, Quantity.SixthMoment]);
        Near(Math.Exp(K / 2), result[Quantity.Mean]);
        Near(Math.Exp(2 * K), result[Quantity.Kernel]);
        Near(2 * Math.Exp(2 * K), result[Quantity.ChiParallel]);
        Near(4 * Math.Exp(2 * K), result[Quantity.KernelSecondDerivative]);
        Near(Math.Exp(2 * K), result[Quantity.ChiPerp]);
        Near(Math.Exp(2 * K), result[Quantity.H]);
        Near(Math.Exp(8 * K), result[Quantity.FourthMoment]);
        Near(Math.Exp(18 * K), result[Quantity.SixthMoment]);
    }

    [Fact]
    public void Expectation_OfHighPower_IsTheDoubleFactorial()
    {
        // <z^20> = 19!!, with its integrand's peak at z = sqrt(20).
        Near(654729075, GaussianQuadrature.Evaluate(Activations.Polynomial([.. new double[10], 1]), 1)[Quantity.Kernel]);
        Near(654729075, GaussianQuadrature.Expectation(z => Math.Pow(z, 20), [], 1));
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1)]
    [InlineData(1e6)]
    public void Expectation_OfAbsoluteValue_NeedsNoBreakpoint(double K)
    {
        double expected = Math.Sqrt(2 * K / Math.PI);
        Near(expected, GaussianQuadrature.Expectation(Math.Abs, [0], K));
        Near(expected, GaussianQuadrature.Expectation(Math.Abs, [], K));
    }

    [Fact]
    public void Expectation_WithUndeclaredBreakpoint_IsStillWithinItsBound()
    {
        // <|z - b|> = 2 phi(b) + b (2 Phi(b) - 1).
        const double b = 0.3;
        double expected = 2 * SpecialFunctions.NormalPdf(b) + b * (2 * SpecialFunctions.NormalCdf(b) - 1);
        Near(expected, GaussianQuadrature.Expectation(z => Math.Abs(z - b), [b], 1));
        Estimate undeclared = GaussianQuadrature.Expectation(z => Math.Abs(z - b), [], 1);
        Assert.InRange(Math.Abs(undeclared.Value - expected), 0, undeclared.AbsoluteError);
        Assert.True(undeclared.RelativeError < 1e-11);
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e5)]
    public void SteepActivation_IsNotMistakenForAStep(double steepness)
    {
        // tanh(a z) at K is tanh(z) at a^2 K: <s'^2> carries a factor a^2 and is lost if no node falls on the slope.
        PiecewiseSmoothFunction tanh = Activations.Tanh;
        SmoothPiece piece = tanh.Pieces[0];
        PiecewiseSmoothFunction steep = PiecewiseSmoothFunction.Smooth(
            z => piece.S(steepness * z),
            z => steepness * piece.S1(steepness * z),
            z => Math.Pow(steepness, 2) * piece.S2(steepness * z),
            z => Math.Pow(steepness, 3) * piece.S3(steepness * z));
        GaussianExpectations expected = GaussianQuadrature.Evaluate(tanh, steepness * steepness);
        GaussianExpectations actual = GaussianQuadrature.Evaluate(steep, 1);
        Assert.Equal(expected[Quantity.Kernel].Value, actual[Quantity.Kernel].Value, 1e-14);
        Assert.Equal(1, actual[Quantity.ChiPerp].Value / (steepness * steepness * expected[Quantity.ChiPerp].Value), 1e-13);
        Assert.Equal(1, actual[Quantity.H].Value / (Math.Pow(steepness, 4) * expected[Quantity.H].Value), 1e-12);
    }

    [Fact]
    public void StepFarFromEveryNodeOfTheFirstPanels_IsFound()
    {
        // A steep sigmoid at z = 5 lies between the edge 0 and the first node, z = 9, of the first panel at K = 1e6.
        Estimate estimate = GaussianQuadrature.Expectation(z => SpecialFunctions.Sigmoid(1000 * (z - 5)), [], 1e6);
        Assert.InRange(estimate.Value - SpecialFunctions.NormalCdf(-5 / 1000.0), -1e-9, 1e-9);
    }

    [Fact]
    public void RectifierThatBeginsFarOut_IsFound()
    {
        // <max(0, z-20)> = phi(20) - 20 Phi(-20) = 1.365e-90 (1 + ...), beyond where the density alone would stop.
        GaussianExpectations result = GaussianQuadrature.Evaluate(Activations.Split(20, [0], [-20, 1]), 1);
        Near(SpecialFunctions.NormalCdf(-20), result[Quantity.ChiPerp]);
    }

    [Fact]
    public void OscillatingActivation_AtLargeK_IsNotAliased()
    {
        GaussianExpectations result = GaussianQuadrature.Evaluate(Activations.Sin, 1e6, [.. Quantity.All, Quantity.SixthMoment]);
        Assert.Equal(0.5, result[Quantity.Kernel].Value, 1e-13);
        Assert.Equal(5.0 / 16, result[Quantity.SixthMoment].Value, 1e-13);
        Assert.InRange(result[Quantity.Kernel].RelativeError, 0, 1e-11);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1e6)]
    public void DerivativesThatCancel_CostAccuracy_ButNotTheResult(double K)
    {
        static double Rest(double z) => 1 - Math.Tanh(z) * Math.Tanh(z);
        PiecewiseSmoothFunction careless = PiecewiseSmoothFunction.Smooth(
            Math.Tanh,
            Rest,
            z => -2 * Math.Tanh(z) * Rest(z),
            z => Rest(z) * (4 - 6 * Rest(z)));
        GaussianExpectations expected = GaussianQuadrature.Evaluate(Activations.Tanh, K);
        GaussianExpectations actual = GaussianQuadrature.Evaluate(careless, K);
        Assert.Equal(1, actual[Quantity.ChiParallel].Value / expected[Quantity.ChiParallel].Value, 1e-11);
        Assert.Equal(1, actual[Quantity.ChiPerp].Value / expected[Quantity.ChiPerp].Value, 1e-11);
        Assert.Equal(1, actual[Quantity.H].Value / expected[Quantity.H].Value, 1e-11);
    }

    [Fact]
    public void NoisyIntegrand_IsIntegrated_WithABoundThatCoversTheNoise()
    {
        // 1e-10 of noise, as a formula that cancels would leave it.
        Estimate estimate = GaussianQuadrature.Expectation(z => Math.Cos(z) + 1e-10 * Math.Sin(1e12 * z), [], 1);
        double error = Math.Abs(estimate.Value - Math.Exp(-0.5));
        Assert.InRange(error, 0, estimate.AbsoluteError);
        Assert.InRange(estimate.AbsoluteError, 0, 1e-8);
    }

    [Fact]
    public void Mean_OfExponential_NeedsNoFiniteSquare()
    {
        Estimate mean = GaussianQuadrature.Evaluate(Activations.Exponential, 400, [Quantity.Mean])[Quantity.Mean];
        Assert.Equal(1, mean.Value / Math.Exp(200), 1e-12);
        Assert.InRange(mean.RelativeError, 0, 1e-11);
    }

    [Fact]
    public void QuantitiesNotRequested_AreUndefined_AndDoNotFail()
    {
        // <s^6> overflows here, <s^2> = exp(2K) does not.
        GaussianExpectations result = GaussianQuadrature.Evaluate(
            Activations.Exponential, 60, [Quantity.Kernel, Quantity.ChiParallel]);
        Near(Math.Exp(120), result[Quantity.Kernel]);
        Near(2 * Math.Exp(120), result[Quantity.ChiParallel]);
        Assert.Throws<KeyNotFoundException>(() => result[Quantity.SixthMoment]);
    }

    [Fact]
    public void PerpendicularQuantities_OfAJump_AreUndefinedWithAReason()
    {
        GaussianExpectations result = GaussianQuadrature.Evaluate(Activations.Step, 1);
        Assert.False(result[Quantity.ChiPerp].IsDefined);
        Assert.Contains("jumps", result[Quantity.ChiPerp].UndefinedBecause, StringComparison.Ordinal);
        Assert.Contains("jumps", result[Quantity.H].UndefinedBecause, StringComparison.Ordinal);
        Assert.True(result[Quantity.Kernel].IsDefined);
    }

    private static void Near(double expected, Estimate actual)
    {
        // The closed form is computed in double precision as well.
        double bound = actual.AbsoluteError + 4e-15 * Math.Abs(expected);
        Assert.InRange(actual.Value, expected - bound, expected + bound);
        Assert.InRange(actual.RelativeError, 0, 1e-11);
    }
}

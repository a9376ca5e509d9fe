using Theory.Numerics.ExactLaw;

namespace Theory.Numerics.Tests.ExactLaw;

public sealed class ComplexGammaTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(300)]
    public void AbsoluteValues_FollowTheReflectionFormula(double w)
    {
        // |Gamma(1 + iw)|^2 = pi w/sinh(pi w), |Gamma(1/2 + iw)|^2 = pi/cosh(pi w)
        double sinh = (Math.PI * w) + Math.Log((1 - Math.Exp(-2 * Math.PI * w)) / 2);
        double cosh = (Math.PI * w) + Math.Log((1 + Math.Exp(-2 * Math.PI * w)) / 2);
        Assert.Equal(0.5 * (Math.Log(Math.PI * w) - sinh), ComplexGamma.LogRatio(1, w).Real, 1e-13 * (1 + w));
        Assert.Equal(-0.5 * cosh, ComplexGamma.LogRatio(0.5, w).Real, 1e-13 * (1 + w));
    }

    [Theory]
    [InlineData(0.3, 2)]
    [InlineData(5.5, 31)]
    [InlineData(200, 7)]
    [InlineData(1e9, 1e4)]
    public void Recurrence_Holds(double k, double w)
    {
        // Gamma(k + 1 + iw)/Gamma(k + 1) = (1 + iw/k) Gamma(k + iw)/Gamma(k)
        (double real, double imaginary) = ComplexGamma.LogRatio(k, w);
        (double nextReal, double nextImaginary) = ComplexGamma.LogRatio(k + 1, w);
        Assert.Equal(0.5 * SpecialFunctions.Log1p(w / k * (w / k)), nextReal - real, 1e-13 * (1 + Math.Abs(real)));
        double turn = nextImaginary - imaginary + (w * SpecialFunctions.Log1p(1 / k));
        Assert.Equal(Math.Atan2(w, k), turn, 1e-13 * (1 + Math.Abs(imaginary)));
    }

    [Fact]
    public void LargeShapes_TendToANormalLaw() => Assert.Equal(-0.5, ComplexGamma.LogRatio(1e14, 1e7).Real, 1e-7);

    [Theory]
    [InlineData(0.5)]
    [InlineData(5)]
    [InlineData(5000)]
    public void Band_IsWhereTheToleranceIsReached(double k) => Assert.Equal(Math.Log(1e-15), ComplexGamma.LogRatio(k, ComplexGamma.Band(k, 1e-15)).Real, 1e-6);
}

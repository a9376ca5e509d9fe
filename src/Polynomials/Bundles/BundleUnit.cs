using Fractions;

namespace Theory.Polynomials.Bundles;

/// <summary>A unit rho(Slope v + Bias) of one scalar v.</summary>
internal readonly record struct BundleUnit(Fraction Slope, Fraction Bias)
{
    /// <summary>Where the unit switches.</summary>
    public Fraction Breakpoint => ((Fraction.MinusOne - Bias) / Slope).Reduce();
}

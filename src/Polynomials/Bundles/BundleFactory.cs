using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Bundles;

/// <summary>Chooses the construction that fits the range of v.</summary>
internal static class BundleFactory
{
    /// <summary>A bundle that gives the targets for every v in the range.</summary>
    /// <param name="p">The order.</param>
    /// <param name="range">Where v lies.</param>
    /// <param name="targets">Polynomials of v by rising power, of degree at most p + 1.</param>
    /// <param name="aim">What the units are chosen for.</param>
    public static Bundle Create(int p, RationalInterval range, IReadOnlyList<Fraction[]> targets, BundleAim aim) => range switch
    {
        { Magnitude: Fraction magnitude } => BoundedBundles.Solve(p, magnitude.IsZero ? Fraction.One : magnitude, range, targets, aim),
        { Lower: Fraction lower } => GlobalBundles.OnHalfLine(p, lower, 1, targets, aim),
        { Upper: Fraction upper } => GlobalBundles.OnHalfLine(p, upper, -1, targets, aim),
        _ => GlobalBundles.Solve(p, targets, aim),
    };
}

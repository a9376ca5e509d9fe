using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Shallow;

/// <summary>One hidden layer of MRePU_p units that equals a polynomial of one variable, of degree at most p + 1.</summary>
/// <remarks>
/// The hidden layer does not depend on the polynomial: it can be fixed, and the output weights chosen. Networks that are fitted to one
/// polynomial (<see cref="ExactNetworks"/>) may have fewer units.
/// </remarks>
internal static class ShallowConstruction
{
    /// <summary>p + 1 units for |x| &lt;= radius.</summary>
    /// <exception cref="UserInputException">The degree exceeds p + 1, or p or the radius is out of range.</exception>
    public static PolynomialNetwork OnInterval(IReadOnlyList<Fraction> coefficients, int p, Fraction radius)
    {
        Fraction[] q = Checked(coefficients, p, p + 1);
        return radius.IsPositive
            ? Build(q, p, InputDomain.Cube(1, -radius, radius), BoundedBundles.Full(p, radius, [q]))
            : throw new UserInputException($"the radius of the interval must be positive, got {radius}");
    }

    /// <summary>2(p+1) units for odd p and 2p+3 for even p, the fewest possible, for every real x.</summary>
    /// <exception cref="UserInputException">The degree exceeds p + 1, or p is out of range.</exception>
    public static PolynomialNetwork Everywhere(IReadOnlyList<Fraction> coefficients, int p)
    {
        Fraction[] q = Checked(coefficients, p, p + 1);
        return Build(q, p, InputDomain.Everywhere(1), GlobalBundles.Fixed(p, [q]));
    }

    /// <summary>The coefficients, of which at most degree + 1 may be given but zeros.</summary>
    internal static Fraction[] Checked(IReadOnlyList<Fraction> coefficients, int p, int degree)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        MRePU.CheckedOrder(p);
        int last = Enumerable.Range(0, coefficients.Count).LastOrDefault(k => !coefficients[k].IsZero);
        return last <= degree
            ? [.. Enumerable.Range(0, degree + 1).Select(k => k < coefficients.Count ? coefficients[k] : Fraction.Zero)]
            : throw new UserInputException($"this construction of one hidden layer of order {p} holds degrees up to {degree}, not {last}; use p >= {p + last - degree}");
    }

    /// <summary>The network of one bundle of the input.</summary>
    internal static PolynomialNetwork Build(Fraction[] q, int p, InputDomain domain, Bundle bundle)
    {
        NetworkBuilder builder = new() { P = p, Variables = ["x"], Domain = domain };
        AffineForm x = AffineForm.Of(builder.Inputs[0]);
        return builder.Build(
            AffineForm.Combination(bundle.Units.Select((u, i) => (bundle.Weights[0][i], AffineForm.Of(builder.Unit(x.Affine(u.Slope, u.Bias))))), bundle.Constants[0]),
            Polynomial.Univariate(q));
    }
}

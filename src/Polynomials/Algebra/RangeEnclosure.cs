using Fractions;

namespace Theory.Polynomials.Algebra;

/// <summary>Proven ranges of polynomials, in exact arithmetic.</summary>
internal static class RangeEnclosure
{
    /// <summary>An interval that contains every value of the polynomial on the domain.</summary>
    /// <remarks>
    /// On a box: the Chebyshev coefficients bound it, for |T_n| &lt;= 1; that is never worse than bounding the powers, and exact for T_n
    /// itself. In all of space: sums of even powers are bounded to one side.
    /// </remarks>
    public static RationalInterval Of(Polynomial polynomial, InputDomain domain) =>
        domain.IsBounded ? OnBox(polynomial, domain) : Everywhere(polynomial);

    private static RationalInterval OnBox(Polynomial polynomial, InputDomain domain)
    {
        IReadOnlyList<(Fraction Centre, Fraction HalfWidth)> sides = domain.CentresAndHalfWidths();
        Polynomial scaled = sides.All(s => s.Centre.IsZero)
            ? Polynomial.Of(polynomial.Terms.Select(t => KeyValuePair.Create(t.Key, sides
                .Select((s, i) => t.Key[i] == 0 ? Fraction.One : Fraction.Pow(s.HalfWidth, t.Key[i])).Aggregate(t.Value, (a, b) => a * b))))
            : polynomial.Substitute([.. sides.Select((s, i) => Polynomial.Variable(i).Scale(s.HalfWidth) + Polynomial.Constant(s.Centre))]);
        Polynomial coefficients = ChebyshevBasis.FromMonomials(scaled);
        Fraction middle = coefficients[Monomial.One];
        Fraction radius = coefficients.Terms.Where(t => t.Key.Packed != 0).Aggregate(Fraction.Zero, (sum, t) => sum + t.Value.Abs());
        Fraction lower = middle - radius;

        // A square cannot be negative, whatever the coefficients say: x^2 on [-1, 1] is in [0, 1] by both.
        Fraction? bound = Everywhere(polynomial).Lower;
        return new RationalInterval(bound > lower ? bound : lower, middle + radius);
    }

    private static RationalInterval Everywhere(Polynomial polynomial)
    {
        Fraction constant = polynomial[Monomial.One];
        IEnumerable<KeyValuePair<Monomial, Fraction>> terms = polynomial.Terms.Where(t => t.Key.Packed != 0);
        bool even = terms.All(t => t.Key.IsSquare);
        return new RationalInterval(
            even && terms.All(t => t.Value.IsPositive) ? constant : null,
            even && terms.All(t => t.Value.IsNegative) ? constant : null);
    }
}

using Fractions;

namespace Theory.Polynomials.Algebra;

/// <summary>Proven ranges of polynomials, in exact arithmetic.</summary>
internal static class RangeEnclosure
{
    /// <summary>An interval that contains every value of the polynomial on the domain.</summary>
    /// <remarks>
    /// On a box: the Chebyshev coefficients bound it, for |T_n| &lt;= 1; that is never worse than bounding the powers, and exact for T_n
    /// itself. In all of space: sums of even powers about a centre, and polynomials of even degree in one variable, are bounded to one side.
    /// The range of a f + b is a times that of f plus b, so that a construction and a proof that scale differently agree.
    /// </remarks>
    public static RationalInterval Of(Polynomial polynomial, InputDomain domain) =>
        domain.IsBounded ? OnBox(polynomial, domain) : Everywhere(polynomial);

    /// <summary>The same on a part of a domain: what is proven on the whole holds there too, even where the enclosure of the part is wider.</summary>
    public static RationalInterval Of(Polynomial polynomial, InputDomain part, InputDomain whole)
    {
        RationalInterval range = Of(polynomial, part);
        return ReferenceEquals(part, whole) || !whole.Contains(part) ? range : range.Intersect(Of(polynomial, whole));
    }

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
        return new RationalInterval(middle - radius, middle + radius);
    }

    private static RationalInterval Everywhere(Polynomial polynomial)
    {
        Fraction constant = polynomial[Monomial.One];
        if (polynomial.IsConstant)
        {
            return new RationalInterval(constant, constant);
        }

        // Without its constant and with leading coefficient 1: what is proven must not depend on how the polynomial is scaled.
        Fraction slope = polynomial.Terms.MaxBy(t => t.Key).Value;
        Polynomial plain = (polynomial - Polynomial.Constant(constant)).Scale(slope.Reciprocal());
        RationalInterval range = OfEvenPowers(plain);
        Fraction[] centre = Centring.Of(plain, plain.VariableCount);
        if (centre.Any(t => !t.IsZero))
        {
            range = range.Intersect(OfEvenPowers(Centring.Shifted(plain, centre)));
        }

        return range.Affine(slope, constant);
    }

    private static RationalInterval OfEvenPowers(Polynomial polynomial)
    {
        Fraction constant = polynomial[Monomial.One];
        IEnumerable<KeyValuePair<Monomial, Fraction>> terms = polynomial.Terms.Where(t => t.Key.Packed != 0);
        if (terms.All(t => t.Key.IsSquare))
        {
            RationalInterval sign = new(
                terms.All(t => t.Value.IsPositive) ? constant : null,
                terms.All(t => t.Value.IsNegative) ? constant : null);
            if (sign != RationalInterval.Everything)
            {
                return sign;
            }
        }

        int variables = Enumerable.Range(0, polynomial.VariableCount).Count(i => polynomial.Terms.Keys.Any(m => m[i] > 0));
        return variables == 1 && polynomial.Degree % 2 == 0 ? OfEvenDegree(polynomial) : RationalInterval.Everything;
    }

    /// <summary>One variable, even degree: beyond Cauchy's bound of the roots the polynomial has the sign of its leading coefficient.</summary>
    private static RationalInterval OfEvenDegree(Polynomial polynomial)
    {
        KeyValuePair<Monomial, Fraction> lead = polynomial.Terms.MaxBy(t => t.Key.Degree);
        Fraction radius = 1 + (polynomial.Terms.Where(t => t.Key != lead.Key).Select(t => t.Value.Abs()).DefaultIfEmpty(Fraction.Zero).Max() / lead.Value.Abs());
        RationalInterval inside = OnBox(polynomial, InputDomain.Cube(polynomial.VariableCount, -radius, radius));
        return lead.Value.IsPositive
            ? new RationalInterval(inside.Lower < Fraction.Zero ? inside.Lower : Fraction.Zero, null)
            : new RationalInterval(null, inside.Upper > Fraction.Zero ? inside.Upper : Fraction.Zero);
    }
}

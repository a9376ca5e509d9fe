using Fractions;
using Theory.Algebra;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Criticality;

/// <summary>
/// What the closed forms say about chi_par/chi_perp = g'(K)/&lt;s'^2&gt;_K = 1, the condition on K* that holds for every C_b and C_W (PDLT section 5.3).
/// </summary>
public sealed class RatioCondition
{
    private RatioCondition(Expr? constantRatio, UnivariatePolynomial? polynomial, IReadOnlyList<Expr>? roots)
    {
        ConstantRatio = constantRatio;
        Polynomial = polynomial;
        Roots = roots;
        if (polynomial is not null && RationalPolynomial.Coefficients(polynomial) is { } coefficients && RationalPolynomial.TryOf(coefficients) is { } rational)
        {
            (Rational, Isolated) = (rational, rational.PositiveRoots());
        }
    }

    /// <summary>chi_par/chi_perp when it is the same for every K, else null.</summary>
    public Expr? ConstantRatio { get; }

    /// <summary>A polynomial in K that vanishes exactly where the condition holds, with leading coefficient 1; null when the condition does not reduce to one.</summary>
    public UnivariatePolynomial? Polynomial { get; }

    /// <summary>All K > 0 at which the condition holds, exactly and in rising order; null when they are not known in exact form.</summary>
    public IReadOnlyList<Expr>? Roots { get; }

    /// <summary><see cref="Polynomial"/> where its coefficients are rational, else null.</summary>
    public RationalPolynomial? Rational { get; }

    /// <summary>All K > 0 at which the condition holds, by rising K, each in its own interval; null when the condition is no polynomial with rational coefficients.</summary>
    public IReadOnlyList<IsolatedRoot>? Isolated { get; }

    /// <summary>True when all K > 0 at which the condition holds are known, so that there are no others.</summary>
    public bool IsDecided => ConstantRatio is not null || Roots is not null || Isolated is not null;

    /// <summary>Examines the closed forms of an activation.</summary>
    public static RatioCondition Of(Derivation derivation)
    {
        ArgumentNullException.ThrowIfNull(derivation);
        if (derivation[Quantity.ChiParallel] is not { Formula: Expr parallel, ValidBelow: null } || derivation[Quantity.ChiPerp] is not { Formula: Expr perpendicular, ValidBelow: null })
        {
            return new RatioCondition(null, null, null);
        }

        if (Ratio(parallel, perpendicular) is Expr ratio)
        {
            return new RatioCondition(ratio, null, null);
        }

        UnivariatePolynomial? polynomial = Expansion.TryExpand(parallel - perpendicular) is Expr difference ? Numerator(difference) : null;
        return new RatioCondition(null, polynomial, polynomial is null ? null : PositiveRoots(polynomial));
    }

    /// <summary>The constant c with a = c b, or null.</summary>
    private static Expr? Ratio(Expr a, Expr b)
    {
        if (b.IsZero)
        {
            return null;
        }

        if ((a / b) is { IsConstant: true } quotient)
        {
            return quotient;
        }

        if (Expansion.TryExpand(a) is not Sum x || Expansion.TryExpand(b) is not Sum y)
        {
            return null;
        }

        // Only a multiple can be equal, and its factor shows in any pair of like terms.
        (Fraction coefficient, Expr monomial) = Product.SplitCoefficient(x.Terms[0]);
        foreach (Expr term in y.Terms)
        {
            (Fraction other, Expr like) = Product.SplitCoefficient(term);
            if (like.Equals(monomial))
            {
                Expr ratio = coefficient / other;
                return Expansion.TryExpand(x - (ratio * y)) is { IsZero: true } ? ratio : null;
            }
        }

        return null;
    }

    /// <summary>Takes the lowest power of every base out of all terms; what is left must be a polynomial in K.</summary>
    private static UnivariatePolynomial? Numerator(Expr difference)
    {
        Expr[] terms = difference is Sum sum ? [.. sum.Terms] : [difference];
        Dictionary<Expr, Fraction>[] exponents = [.. terms.Select(Exponents)];
        Expr common = Expr.One;
        foreach (Expr @base in exponents.SelectMany(e => e.Keys).Distinct())
        {
            // What could vanish or be negative must stay; K and 1 + c K with c > 0 cannot.
            if (Positivity.IsPositive(@base))
            {
                Fraction lowest = exponents.Select(e => e.GetValueOrDefault(@base, Fraction.Zero)).Min();
                common *= @base.Pow(-lowest);
            }
        }

        if (Expansion.TryExpand(Sum.Of(terms.Select(t => t * common))) is not Expr numerator
            || UnivariatePolynomial.TryFrom(numerator, Symbol.K) is not { IsZero: false } polynomial)
        {
            return null;
        }

        return polynomial.Scale(1 / polynomial[polynomial.Degree]);
    }

    private static Dictionary<Expr, Fraction> Exponents(Expr term)
    {
        Dictionary<Expr, Fraction> exponents = [];
        foreach (Expr factor in term is Product product ? [.. product.Factors] : (Expr[])[term])
        {
            switch (factor)
            {
                case Number:
                    break;
                case Power { Exponent: Number n } power:
                    exponents[power.Base] = n.Value;
                    break;
                default:
                    exponents[factor] = Fraction.One;
                    break;
            }
        }

        return exponents;
    }

    /// <summary>Null where the roots have no exact form: they are left to numerical methods.</summary>
    private static List<Expr>? PositiveRoots(UnivariatePolynomial polynomial) => RealRoots.TryOf(polynomial.ToExpr(Symbol.Z)) is not { } roots ? null
        : [.. roots.Distinct().Select(r => (Root: r, Value: ConstantValue.Of(r) ?? double.NaN)).Where(r => r.Value > 0).OrderBy(r => r.Value).Select(r => r.Root)];
}

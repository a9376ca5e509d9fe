using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>The normal form of two-input expectations: a sum of transcendental functions, each times an algebraic coefficient.</summary>
internal sealed class BivariateForm
{
    private const int LongestCoefficient = 400;

    private readonly Dictionary<Expr, Expr> _terms = [];

    /// <summary>The nodes of its coefficients: what it costs to handle it.</summary>
    public long Size => _terms.Values.Sum(c => (long)c.Size);

    /// <summary>A single term.</summary>
    public static BivariateForm Of(Expr transcendental, Expr coefficient)
    {
        BivariateForm form = new();
        form.Add(transcendental, coefficient);
        return form;
    }

    /// <summary>Adds a term.</summary>
    /// <param name="transcendental">Its function; what is algebraic in it goes to the coefficient.</param>
    /// <param name="coefficient">Its coefficient.</param>
    public void Add(Expr transcendental, Expr coefficient)
    {
        (Expr function, Expr algebraic) = Split(transcendental);
        Expr sum = Simplify(_terms.GetValueOrDefault(function, Expr.Zero) + (algebraic.IsOne ? coefficient : coefficient * algebraic));
        CoefficientTable.Put(_terms, function, sum, LongestCoefficient);
    }

    /// <summary>Adds another form times a factor.</summary>
    public void AddScaled(BivariateForm other, Expr factor)
    {
        if (factor.IsZero)
        {
            return;
        }

        foreach ((Expr function, Expr coefficient) in other._terms)
        {
            Add(function, coefficient * factor);
        }
    }

    /// <summary>The form times a function.</summary>
    public BivariateForm Times(Expr factor)
    {
        BivariateForm product = new();
        foreach ((Expr function, Expr coefficient) in _terms)
        {
            product.Add(function * factor, coefficient);
        }

        return product;
    }

    /// <summary>The form as an expression; orthant probabilities 1/4 + arcsin(rho)/(2 pi) are kept together or not, whichever is shorter.</summary>
    public Expr ToExpr()
    {
        Expr together = Collected();
        if (!_terms.Keys.Any(k => k is Sum))
        {
            return together;
        }

        BivariateForm apart = new();
        foreach ((Expr function, Expr coefficient) in _terms)
        {
            foreach (Expr term in function is Sum sum ? sum.Terms : (IReadOnlyList<Expr>)[function])
            {
                apart.Add(term, coefficient);
            }
        }

        return apart.Collected() is var other && other.Size < together.Size ? other : together;
    }

    /// <summary>Multiplies out, and takes X^n/(1 + cX)^m apart into partial fractions: equal values then look equal.</summary>
    public static Expr Simplify(Expr expr)
    {
        Expr expanded = Expansion.Expand(expr);
        while (true)
        {
            bool changed = false;
            List<Expr> terms = [];
            foreach (Expr term in expanded is Sum sum ? sum.Terms : (IReadOnlyList<Expr>)[expanded])
            {
                Expr? simpler = PartialFraction(term) ?? OnePower(term);
                changed |= simpler is not null;
                terms.Add(simpler ?? term);
            }

            if (!changed)
            {
                return expanded;
            }

            expanded = Expansion.Expand(Sum.Of(terms));
        }
    }

    /// <summary>A sum of fractions over one denominator, as it should stand under a root.</summary>
    public static Expr Together(Expr expr)
    {
        Expr expanded = Expansion.Expand(expr);
        IReadOnlyList<Expr> terms = expanded is Sum sum ? sum.Terms : [expanded];
        Dictionary<Expr, Fractions.Fraction> least = [];
        foreach ((Expr @base, Fractions.Fraction exponent) in terms.SelectMany(Exponents))
        {
            if (@base is Sum && exponent.IsNegative && exponent < least.GetValueOrDefault(@base, Fractions.Fraction.Zero))
            {
                least[@base] = exponent;
            }
        }

        Expr denominator = Product.Of(least.Select(e => e.Key.Pow(-e.Value)));
        return Expansion.Expand(Sum.Of(terms.Select(t => t * denominator))) / denominator;
    }

    /// <summary>X (p X + q)^-m = (p X + q)^(1-m)/p - q (p X + q)^-m/p; null when the term has no such factors.</summary>
    private static Expr? PartialFraction(Expr term)
    {
        if (term is not Product product)
        {
            return null;
        }

        foreach (Expr factor in product.Factors)
        {
            if (factor is not Power { Base: Sum linear, Exponent: Number { Value: var exponent } } || exponent > -1)
            {
                continue;
            }

            foreach (Expr other in product.Factors)
            {
                if ((other is Power { Exponent: Number { Value: var n } } power && n >= 1 ? power.Base : other) is Symbol { IsPositive: true } x
                    && UnivariatePolynomial.TryFrom(linear, x) is { Degree: 1 } line && line[0].IsConstant && line[1].IsConstant)
                {
                    Expr rest = term / (factor * x);
                    return (rest * linear.Pow(exponent + 1) / line[1]) - (rest * line[0] * factor / line[1]);
                }
            }
        }

        return null;
    }

    /// <summary>(x - y)^(-1) (y - x)^(-1/2) = -(y - x)^(-3/2); null when the term has no such factors.</summary>
    private static Expr? OnePower(Expr term)
    {
        if (term is not Product product)
        {
            return null;
        }

        foreach (Power whole in product.Factors.OfType<Power>().Where(p => p is { Base: Sum, Exponent: Number { IsInteger: true } }))
        {
            Expr opposite = -whole.Base;
            foreach (Power root in product.Factors.OfType<Power>().Where(p => p.Exponent is Number { IsInteger: false } && p.Base.Equals(opposite)))
            {
                Expr sign = ((Number)whole.Exponent).Value.Numerator.IsEven ? Expr.One : Number.MinusOne;
                return term / (whole * root) * sign * opposite.Pow(whole.Exponent + root.Exponent);
            }
        }

        return null;
    }

    /// <summary>Functions of the variables apart from roots and powers of them.</summary>
    private static (Expr Function, Expr Algebraic) Split(Expr transcendental)
    {
        Expr[] factors = transcendental is Product product ? [product.Coefficient, .. product.Factors] : [transcendental];
        Expr function = Product.Of(factors.Where(IsTranscendental));
        return (function, Product.Of(factors.Where(f => !IsTranscendental(f))));
    }

    private static bool IsTranscendental(Expr expr) => !expr.IsConstant && Functions(expr);

    private static bool Functions(Expr expr) => expr is Function || expr.Children.Any(Functions);

    private Expr Collected() => Sum.Of(_terms.Select(t => WithCommonFactor(t.Value) * t.Key));

    /// <summary>Puts in front what all terms share: as partial fractions or over one denominator, whichever is shorter.</summary>
    private static Expr WithCommonFactor(Expr coefficient)
    {
        if (coefficient is not Sum sum)
        {
            return coefficient;
        }

        Expr apart = WithCommonFactor(sum, overOneDenominator: false);
        Expr together = WithCommonFactor(sum, overOneDenominator: true);
        return together.Size < apart.Size ? together : apart;
    }

    private static Expr WithCommonFactor(Sum sum, bool overOneDenominator)
    {
        Dictionary<Expr, Fractions.Fraction>[] terms = [.. sum.Terms.Select(Exponents)];
        Dictionary<Expr, Fractions.Fraction> common = [];
        foreach (Expr @base in terms.SelectMany(t => t.Keys).Distinct())
        {
            // Powers of the variances may be negative in front.
            IEnumerable<Fractions.Fraction> exponents = terms.Select(t => t.GetValueOrDefault(@base, Fractions.Fraction.Zero));
            Fractions.Fraction least = exponents.Min();
            common[@base] = @base is Symbol || least.IsPositive || overOneDenominator ? least
                : exponents.All(e => e.IsNegative) ? exponents.Max()
                : Fractions.Fraction.Zero;
        }

        Expr factor = Product.Of(common.Select(c => c.Key.Pow(c.Value)));
        return factor.IsOne ? sum : factor * Expansion.Expand(Sum.Of(sum.Terms.Select(t => t / factor)));
    }

    private static Dictionary<Expr, Fractions.Fraction> Exponents(Expr term)
    {
        Dictionary<Expr, Fractions.Fraction> exponents = [];
        foreach (Expr factor in term is Product product ? product.Factors : (IReadOnlyList<Expr>)[term])
        {
            (Expr @base, Fractions.Fraction exponent) = factor is Power { Exponent: Number n } power ? (power.Base, n.Value) : (factor, Fractions.Fraction.One);
            if (@base is not Number)
            {
                exponents[@base] = exponent;
            }
        }

        return exponents;
    }
}

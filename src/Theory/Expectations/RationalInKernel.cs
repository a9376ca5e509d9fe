using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>
/// A coefficient in front of a transcendental function of K: a finite sum of c_n K^(n/2) over a product of powers of 1 + c K.
/// </summary>
internal sealed class RationalInKernel
{
    private readonly HalfPowerPolynomial _numerator;
    private readonly Dictionary<Expr, int> _denominator;

    private RationalInKernel(HalfPowerPolynomial numerator, Dictionary<Expr, int> denominator)
    {
        _numerator = numerator;
        _denominator = denominator;
    }

    /// <summary>True for 0.</summary>
    public bool IsZero => _numerator.IsZero;

    /// <summary>The nodes of its numerator, once for each factor of the denominator that may cancel.</summary>
    public long Size => _numerator.Size * (1 + _denominator.Count);

    /// <summary>c K^(halfPower/2).</summary>
    public static RationalInKernel Monomial(int halfPower, Expr coefficient)
    {
        HalfPowerPolynomial numerator = new();
        numerator.Add(halfPower, coefficient);
        return new RationalInKernel(numerator, []);
    }

    /// <summary>(1 + c K)^(-power).</summary>
    public static RationalInKernel Reciprocal(Expr c, int power) => new(Monomial(0, Expr.One)._numerator, c.IsZero || power == 0 ? [] : new() { [c] = power });

    /// <summary>The sum, over the least common denominator, with what cancels cancelled.</summary>
    public static RationalInKernel operator +(RationalInKernel a, RationalInKernel b)
    {
        Dictionary<Expr, int> common = new(a._denominator);
        foreach ((Expr c, int power) in b._denominator)
        {
            common[c] = Math.Max(power, common.GetValueOrDefault(c));
        }

        HalfPowerPolynomial numerator = a.Over(common);
        numerator.AddScaled(b.Over(common), 0, Expr.One);
        return Reduce(numerator, common);
    }

    /// <summary>The product.</summary>
    public static RationalInKernel operator *(RationalInKernel a, RationalInKernel b)
    {
        Dictionary<Expr, int> denominator = new(a._denominator);
        foreach ((Expr c, int power) in b._denominator)
        {
            denominator[c] = power + denominator.GetValueOrDefault(c);
        }

        return Reduce(a._numerator.Times(b._numerator), denominator);
    }

    /// <summary>The coefficient times a function of K, as an expression in K.</summary>
    public Expr Times(Expr transcendental)
    {
        List<Expr> factors = [_numerator.ToExpr(), transcendental];
        foreach ((Expr c, int power) in _denominator)
        {
            // (1 + c K)^-m and a root 1/sqrt(1 + c K) in the function are one power.
            Expr linear = 1 + (c * Symbol.K);
            bool hasRoot = transcendental.Equals(1 / Expr.Sqrt(linear))
                || (transcendental is Product product && product.Factors.Contains(1 / Expr.Sqrt(linear)));
            factors.Add(hasRoot ? Expr.Sqrt(linear) : Expr.One);
            factors.Add(linear.Pow(hasRoot ? -power - Number.Half : -power));
            factors = [Product.Of(factors[..^1]), factors[^1]];
        }

        return Product.Of(factors);
    }

    private HalfPowerPolynomial Over(Dictionary<Expr, int> denominator)
    {
        HalfPowerPolynomial numerator = _numerator.Copy();
        foreach ((Expr c, int power) in denominator)
        {
            for (int i = _denominator.GetValueOrDefault(c); i < power; i++)
            {
                numerator = numerator.TimesLinear(c);
            }
        }

        return numerator;
    }

    private static RationalInKernel Reduce(HalfPowerPolynomial numerator, Dictionary<Expr, int> denominator)
    {
        if (numerator.IsZero)
        {
            return new RationalInKernel(numerator, []);
        }

        Dictionary<Expr, int> reduced = [];
        foreach ((Expr c, int power) in denominator)
        {
            int rest = power;
            while (rest > 0 && numerator.TryDivideLinear(c) is HalfPowerPolynomial quotient)
            {
                numerator = quotient;
                rest--;
            }

            if (rest > 0)
            {
                reduced[c] = rest;
            }
        }

        return new RationalInKernel(numerator, reduced);
    }
}

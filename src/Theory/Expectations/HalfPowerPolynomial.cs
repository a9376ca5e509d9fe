using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>A finite sum of c_n K^(n/2) with exact constants c_n and integer n of either sign.</summary>
internal sealed class HalfPowerPolynomial
{
    /// <summary>Longer ones make formulas that nobody reads.</summary>
    public const int LongestCoefficient = 100;

    private readonly SortedDictionary<int, Expr> _coefficients = [];

    /// <summary>True for 0.</summary>
    public bool IsZero => _coefficients.Count == 0;

    /// <summary>The nodes of its coefficients.</summary>
    public long Size => _coefficients.Values.Sum(c => (long)c.Size);

    /// <summary>Adds c K^(halfPower/2).</summary>
    public void Add(int halfPower, Expr coefficient)
    {
        Expr sum = Expansion.ExpandedSum(_coefficients.GetValueOrDefault(halfPower, Expr.Zero), coefficient);
        CoefficientTable.Put(_coefficients, halfPower, sum, LongestCoefficient);
    }

    /// <summary>Adds another one times c K^(halfPower/2).</summary>
    public void AddScaled(HalfPowerPolynomial other, int halfPower, Expr factor)
    {
        foreach ((int power, Expr coefficient) in other._coefficients)
        {
            Add(power + halfPower, coefficient * factor);
        }
    }

    /// <summary>An independent copy.</summary>
    public HalfPowerPolynomial Copy()
    {
        HalfPowerPolynomial copy = new();
        copy.AddScaled(this, 0, Expr.One);
        return copy;
    }

    /// <summary>The product.</summary>
    public HalfPowerPolynomial Times(HalfPowerPolynomial other)
    {
        HalfPowerPolynomial product = new();
        foreach ((int power, Expr coefficient) in other._coefficients)
        {
            product.AddScaled(this, power, coefficient);
        }

        return product;
    }

    /// <summary>The product with 1 + c K.</summary>
    public HalfPowerPolynomial TimesLinear(Expr c)
    {
        HalfPowerPolynomial product = Copy();
        product.AddScaled(this, 2, c);
        return product;
    }

    /// <summary>The quotient by 1 + c K, or null when it leaves a remainder.</summary>
    public HalfPowerPolynomial? TryDivideLinear(Expr c)
    {
        // From the lowest power up: each coefficient of the quotient takes c times itself away from the next power.
        HalfPowerPolynomial rest = Copy();
        HalfPowerPolynomial quotient = new();
        int highest = _coefficients.Keys.DefaultIfEmpty(0).Max();
        while (!rest.IsZero)
        {
            (int power, Expr coefficient) = rest._coefficients.First();
            if (power > highest - 2)
            {
                return null;
            }

            quotient.Add(power, coefficient);
            rest.Add(power, -coefficient);
            rest.Add(power + 2, -coefficient * c);
        }

        return quotient;
    }

    /// <summary>As an expression in K: a polynomial, times sqrt(K) for odd half powers, over a power of K where some are negative.</summary>
    public Expr ToExpr()
    {
        Expr half = Part(parity: 1);
        return Sum.Of(Part(parity: 0), half);
    }

    /// <summary>What all coefficients share beside rational numbers, as 1/pi or exp(-1/4): it is written once, in front.</summary>
    private static Expr CommonFactor(Expr first, IEnumerable<Expr> others)
    {
        Expr monomial = Product.SplitCoefficient(first).Monomial;
        return first is not Sum && others.All(c => c is not Sum && Product.SplitCoefficient(c).Monomial.Equals(monomial)) ? monomial : Expr.One;
    }

    private Expr Part(int parity)
    {
        KeyValuePair<int, Expr>[] terms = [.. _coefficients.Where(c => Math.Abs(c.Key % 2) == parity)];
        if (terms.Length == 0)
        {
            return Expr.Zero;
        }

        // Below sqrt(K) the least half power is 1; 1/sqrt(K) is sqrt(K)/K.
        int lowest = Math.Min(parity, terms[0].Key);
        Expr common = CommonFactor(terms[0].Value, terms.Skip(1).Select(t => t.Value));
        Expr polynomial = Sum.Of(terms.Select(t => Expansion.Expand(t.Value / common) * Symbol.K.Pow((t.Key - lowest) / 2)));
        return common * polynomial * Symbol.K.Pow((lowest - parity) / 2) * (parity == 1 ? Expr.Sqrt(Symbol.K) : Expr.One);
    }
}

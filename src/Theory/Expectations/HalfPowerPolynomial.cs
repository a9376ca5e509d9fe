using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>A finite sum of c_n K^(n/2) with exact constants c_n and integer n of either sign.</summary>
internal sealed class HalfPowerPolynomial
{
    private readonly SortedDictionary<int, Expr> _coefficients = [];

    /// <summary>Adds c K^(halfPower/2).</summary>
    public void Add(int halfPower, Expr coefficient)
    {
        Expr sum = Expansion.Expand(_coefficients.GetValueOrDefault(halfPower, Expr.Zero) + coefficient);
        if (sum.IsZero)
        {
            _coefficients.Remove(halfPower);
        }
        else
        {
            _coefficients[halfPower] = sum;
        }
    }

    /// <summary>Adds another one times c K^(halfPower/2).</summary>
    public void AddScaled(HalfPowerPolynomial other, int halfPower, Expr factor)
    {
        foreach ((int power, Expr coefficient) in other._coefficients)
        {
            Add(power + halfPower, coefficient * factor);
        }
    }

    /// <summary>As an expression in K: a polynomial, times sqrt(K) for odd half powers, over a power of K where some are negative.</summary>
    public Expr ToExpr()
    {
        Expr half = Part(parity: 1);
        return Sum.Of(Part(parity: 0), half);
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
        Expr polynomial = Sum.Of(terms.Select(t => t.Value * Symbol.K.Pow((t.Key - lowest) / 2)));
        return polynomial * Symbol.K.Pow((lowest - parity) / 2) * (parity == 1 ? Expr.Sqrt(Symbol.K) : Expr.One);
    }
}

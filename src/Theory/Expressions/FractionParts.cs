using Fractions;

namespace Theory.Expressions;

/// <summary>
/// A product split for display: coefficient * sqrt(RootNumerator/RootDenominator) * Numerator/Denominator. One root of a fraction
/// reads better than several: sqrt(K/(2*pi)) rather than sqrt(2)*sqrt(K)/(2*sqrt(pi)). Only roots of what is certainly positive are
/// gathered: sqrt(z)*sqrt(z + 1) is not sqrt(z*(z + 1)), which exists for z &lt; -1 too.
/// </summary>
internal sealed record FractionParts(
    Fraction Coefficient, List<Expr> Numerator, List<Expr> Denominator, List<Expr> RootNumerator, List<Expr> RootDenominator)
{
    /// <summary>The terms of a sum with a positive one in front where there is one: 1 - 2*K rather than -2*K + 1.</summary>
    public static IEnumerable<Expr> DisplayOrder(Sum sum)
    {
        int first = sum.Terms.ToList().FindIndex(t => !Product.SplitCoefficient(t).Coefficient.IsNegative);
        return first <= 0 ? sum.Terms : [sum.Terms[first], .. sum.Terms.RemoveAt(first)];
    }

    /// <summary>Splits a product or a single factor.</summary>
    public static FractionParts Of(Expr expr)
    {
        (Fraction coefficient, IEnumerable<Expr> factors) = expr is Product product
            ? (product.Coefficient, product.Factors)
            : (Fraction.One, (IEnumerable<Expr>)[expr]);
        FractionParts parts = new(coefficient, [], [], [], []);
        foreach (Expr factor in factors)
        {
            parts = parts.With(factor);
        }

        return parts;
    }

    private FractionParts With(Expr factor)
    {
        if (factor is not Power { Exponent: Number exponent } power)
        {
            Numerator.Add(factor);
            return this;
        }

        bool gather = Positivity.IsPositive(power.Base);
        if (gather && exponent.Equals(-Number.Half))
        {
            RootDenominator.Add(power.Base);
        }
        else if (!gather || !exponent.Equals(Number.Half))
        {
            (exponent.Value.IsNegative ? Denominator : Numerator).Add(exponent.Value.IsNegative ? Power.Of(power.Base, -exponent) : power);
        }
        else if (power.Base is Number radicand && (Coefficient.Denominator % radicand.Value.Numerator).IsZero)
        {
            // sqrt(2)/2 is the canonical form of 1/sqrt(2).
            RootDenominator.Add(radicand);
            return this with { Coefficient = (Coefficient * radicand.Value).Reduce() };
        }
        else
        {
            RootNumerator.Add(power.Base);
        }

        return this;
    }
}

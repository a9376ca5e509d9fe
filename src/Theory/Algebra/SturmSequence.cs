using Fractions;
using Theory.Expressions;

namespace Theory.Algebra;

/// <summary>Counts real roots exactly (Sturm's theorem).</summary>
internal static class SturmSequence
{
    /// <summary>The number of distinct real roots of a polynomial with rational coefficients that is not 0.</summary>
    public static int CountRealRoots(UnivariatePolynomial polynomial)
    {
        if (polynomial.Degree < 1)
        {
            return 0;
        }

        List<Fraction[]> sequence = [Rational(polynomial), Rational(polynomial.Derivative())];
        while (sequence[^1].Length > 1)
        {
            Fraction[] remainder = NegatedRemainder(sequence[^2], sequence[^1]);
            if (remainder.Length == 0)
            {
                break;
            }

            sequence.Add(remainder);
        }

        return SignChanges(sequence, atMinusInfinity: true) - SignChanges(sequence, atMinusInfinity: false);
    }

    private static Fraction[] Rational(UnivariatePolynomial polynomial) => [.. polynomial.Coefficients.Select(c => ((Number)c).Value)];

    private static Fraction[] NegatedRemainder(Fraction[] dividend, Fraction[] divisor)
    {
        Fraction[] rest = [.. dividend];
        for (int top = rest.Length - 1; top >= divisor.Length - 1; top--)
        {
            Fraction factor = rest[top] / divisor[^1];
            for (int i = 0; i < divisor.Length; i++)
            {
                rest[top - i] -= factor * divisor[^(i + 1)];
            }
        }

        int count = divisor.Length - 1;
        while (count > 0 && rest[count - 1].IsZero)
        {
            count--;
        }

        return [.. rest.Take(count).Select(c => -c)];
    }

    private static int SignChanges(List<Fraction[]> sequence, bool atMinusInfinity)
    {
        bool[] negative = [.. sequence.Select(p => p[^1].IsNegative != (atMinusInfinity && p.Length % 2 == 0))];
        return negative.Zip(negative.Skip(1)).Count(pair => pair.First != pair.Second);
    }
}

using System.Numerics;
using Fractions;

namespace Theory.Polynomials.Algebra;

/// <summary>The rational roots of polynomials of one variable, all of them.</summary>
internal static class RationalRoots
{
    /// <summary>The distinct rational roots of c_0 + c_1 x + …; none for constants.</summary>
    /// <remarks>
    /// With integer coefficients and the leading one L, L x is an integer for every rational root x. Candidates for such integers are the
    /// integers next to real roots, which are enclosed between the critical points, recursively.
    /// </remarks>
    public static Fraction[] Of(IReadOnlyList<Fraction> coefficients)
    {
        int degree = coefficients.Count - 1;
        while (degree >= 0 && coefficients[degree].IsZero)
        {
            degree--;
        }

        if (degree < 1)
        {
            return [];
        }

        BigInteger common = coefficients.Take(degree + 1).Aggregate(BigInteger.One, (lcm, c) => lcm / BigInteger.GreatestCommonDivisor(lcm, c.Reduce().Denominator) * c.Reduce().Denominator);
        BigInteger[] integers = [.. coefficients.Take(degree + 1).Select(c => c.Reduce().Numerator * (common / c.Reduce().Denominator))];
        BigInteger lead = integers[degree];

        // L^(n-1) f(y/L) has integer coefficients and leading coefficient 1.
        BigInteger[] monic = [.. integers.Select((c, k) => k == degree ? BigInteger.One : c * BigInteger.Pow(lead, degree - 1 - k))];
        return [.. Cells(monic).Where(y => Value(monic, y).IsZero).Distinct().Order().Select(y => new Fraction(y, lead).Reduce())];
    }

    /// <summary>Integers, both ends of a unit interval around every real root among them.</summary>
    private static List<BigInteger> Cells(BigInteger[] polynomial)
    {
        int degree = polynomial.Length - 1;
        BigInteger bound = 1 + (polynomial.Take(degree).Select(BigInteger.Abs).Append(BigInteger.Zero).Max() / BigInteger.Abs(polynomial[degree])) + 1;
        List<BigInteger> cells = degree == 1 ? [] : Cells([.. polynomial.Skip(1).Select((c, k) => c * (k + 1))]);
        BigInteger[] ends = [.. cells.Append(-bound).Append(bound).Distinct().Order()];
        List<BigInteger> result = [.. cells];
        foreach ((BigInteger from, BigInteger to) in ends.Zip(ends.Skip(1)))
        {
            // Monotone in between, or without an integer inside.
            (BigInteger low, BigInteger high) = (from, to);
            int sign = Value(polynomial, low).Sign;
            if (sign * Value(polynomial, high).Sign > 0)
            {
                continue;
            }

            while (high - low > 1)
            {
                BigInteger middle = low + ((high - low) / 2);
                (low, high) = Value(polynomial, middle).Sign == sign ? (middle, high) : (low, middle);
            }

            result.AddRange([low, high]);
        }

        return [.. result.Distinct()];
    }

    private static BigInteger Value(BigInteger[] polynomial, BigInteger x) => polynomial.Reverse().Aggregate(BigInteger.Zero, (sum, c) => (sum * x) + c);
}

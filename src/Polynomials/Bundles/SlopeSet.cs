using System.Numerics;
using Fractions;

namespace Theory.Polynomials.Bundles;

/// <summary>Slopes for the Vandermonde systems of the shallow constructions.</summary>
internal static class SlopeSet
{
    /// <summary>Distinct non-zero slopes inside (-1, 1), spread like Chebyshev points for conditioning, with the shortest common denominator that keeps them so.</summary>
    public static Fraction[] Of(int count)
    {
        // An odd number of Chebyshev points would contain 0: take one more and leave out the last.
        int points = count + (count % 2);
        double[] ideal = [.. Enumerable.Range(0, count).Select(i => Math.Cos(Math.PI * ((2 * i) + 1) / (2 * points)))];

        // Rounded to a power of two: exact in floating point, and short.
        for (int denominator = 4; ; denominator *= 2)
        {
            BigInteger[] numerators = [.. ideal.Select(a => (BigInteger)Math.Round(a * denominator))];
            double tolerance = 0.15 / count;
            if (numerators.Distinct().Count() == count && ideal.Zip(numerators).All(p => !p.Second.IsZero && Math.Abs(p.First - ((double)p.Second / denominator)) < tolerance))
            {
                return [.. numerators.Select(n => new Fraction(n, denominator).Reduce())];
            }
        }
    }
}

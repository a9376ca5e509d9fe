using Fractions;
using Theory.Expressions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Stability;

/// <summary>Points of a box at which errors are measured.</summary>
public static class SamplePoints
{
    /// <summary>Coordinates, point after point: along a diagonal and dense near its ends, then quasi-random (Kronecker sequence).</summary>
    public static double[] Of(InputDomain box, int count)
    {
        (double Lower, double Upper)[] sides = [.. box.Sides.Select(s => (((Fraction)s.Lower!).ToNearestDouble(), ((Fraction)s.Upper!).ToNearestDouble()))];
        int dense = sides.Length == 1 ? count : count / 4;
        return [.. Enumerable.Range(0, count).SelectMany(i => sides.Select((s, k) =>
        {
            double t = i < dense ? (1 - Math.Cos(Math.PI * i / (dense - 1))) / 2 : Kronecker(i, k);
            return Math.Clamp(s.Lower + (t * (s.Upper - s.Lower)), s.Lower, s.Upper);
        }))];
    }

    /// <summary>Fractional parts of multiples of square roots of primes.</summary>
    private static double Kronecker(int i, int k)
    {
        int[] primes = [2, 3, 5, 7, 11, 13, 17, 19];
        double multiple = i * Math.Sqrt(primes[k]);
        return multiple - Math.Floor(multiple);
    }
}

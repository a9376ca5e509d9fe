using System.Numerics;
using Fractions;

namespace Theory.Expectations;

/// <summary>Probabilists' Hermite polynomials He_n, by which Gaussian densities are differentiated.</summary>
internal static class Hermite
{
    /// <summary>The coefficient of t^m in He_n(t): (-1)^k n!/(k! m! 2^k) with m = n - 2k.</summary>
    public static Fraction Coefficient(int n, int m)
    {
        if (m < 0 || m > n || (n - m) % 2 != 0)
        {
            return Fraction.Zero;
        }

        int k = (n - m) / 2;
        BigInteger value = k % 2 == 0 ? BigInteger.One : BigInteger.MinusOne;
        for (int i = m + 1; i <= n; i++)
        {
            value *= i;
        }

        for (int i = 1; i <= k; i++)
        {
            value /= 2 * i;
        }

        return new Fraction(value);
    }
}

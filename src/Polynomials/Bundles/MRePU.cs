using System.Numerics;
using Fractions;

namespace Theory.Polynomials.Bundles;

/// <summary>The activation rho(z) = z max(0, z+1)^p in exact rationals.</summary>
public static class MRePU
{
    /// <summary>The largest order p.</summary>
    public const int MaximumOrder = 100;

    /// <summary>Refuses an order outside 1 to 100.</summary>
    /// <exception cref="UserInputException">The order is out of range.</exception>
    public static int CheckedOrder(int p) => p is >= 1 and <= MaximumOrder
        ? p
        : throw new UserInputException($"the order p must be between 1 and {MaximumOrder}, got {p}");

    /// <summary>The value at a rational number.</summary>
    public static Fraction Evaluate(int p, Fraction z) => z > Fraction.MinusOne ? (z * Fraction.Pow(z + 1, p)).Reduce() : Fraction.Zero;

    /// <summary>The value in double precision.</summary>
    public static double Evaluate(int p, double z)
    {
        double s = Math.Max(0, z + 1);
        double power = s;
        for (int i = 1; i < p; i++)
        {
            power *= s;
        }

        return z * power;
    }

    /// <summary>The centre -p/(p+1) around which the active side, a polynomial of degree p + 1, has no term of order p.</summary>
    public static Fraction Centre(int p) => new(-p, p + 1);

    /// <summary>The coefficients, by rising power of v, of the active side z (z+1)^p at z = slope v + bias.</summary>
    public static Fraction[] ActiveSide(int p, Fraction slope, Fraction bias)
    {
        // z (z+1)^p = (z+1)^(p+1) - (z+1)^p, and powers of the base bias + 1 are shared by all terms.
        Fraction[] powers = new Fraction[p + 2];
        powers[0] = Fraction.One;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = (powers[i - 1] * (bias + 1)).Reduce();
        }

        Fraction[] result = new Fraction[p + 2];
        Fraction slopePower = Fraction.One;
        for (int k = 0; k <= p + 1; k++)
        {
            Fraction lower = k <= p ? Binomial(p, k) * powers[p - k] : Fraction.Zero;
            result[k] = (((Binomial(p + 1, k) * powers[p + 1 - k]) - lower) * slopePower).Reduce();
            slopePower *= slope;
        }

        return result;
    }

    /// <summary>The binomial coefficient.</summary>
    public static Fraction Binomial(int n, int k)
    {
        BigInteger product = BigInteger.One;
        for (int i = 1; i <= k; i++)
        {
            product = product * (n - k + i) / i;
        }

        return new Fraction(product);
    }
}

using System.Numerics;
using Fractions;

namespace Theory.Expressions;

/// <summary>Rational numbers to fractional powers: perfect powers are taken out and denominators are made rational.</summary>
internal static class RationalRoot
{
    /// <summary>Squares (cubes, …) of primes up to this bound are taken out of a root.</summary>
    private const int LargestPrime = 1000;

    /// <summary>Larger radicands are left as they are.</summary>
    private const int MaximumBits = 8192;

    /// <summary>value^exponent as rational * integer^(proper fraction).</summary>
    /// <param name="value">The radicand.</param>
    /// <param name="exponent">A fraction that is not an integer.</param>
    /// <param name="makePower">Builds the irreducible power.</param>
    public static Expr Of(Fraction value, Fraction exponent, Func<Expr, Expr, Expr> makePower)
    {
        if (value.IsZero)
        {
            return exponent.IsNegative ? throw new UserInputException("division by zero in an exact number") : Expr.Zero;
        }

        if (value.IsNegative)
        {
            throw new UserInputException($"({value})^({exponent}) is not a real number; the base of a fractional power must be non-negative");
        }

        BigInteger floor = BigInteger.Divide(exponent.Numerator, exponent.Denominator);
        if (exponent.IsNegative)
        {
            floor -= 1;
        }

        Fraction proper = exponent - new Fraction(floor);
        Expr integerPart = Power.Of(value, new Fraction(floor));

        // (n/d)^(p/q) = (n^p d^(q-p))^(1/q) / d, with 0 < p/q < 1.
        if (proper.Denominator > 64 || (value.Numerator.GetBitLength() + value.Denominator.GetBitLength()) * (long)proper.Denominator > MaximumBits)
        {
            return Combine([integerPart], makePower(value, proper));
        }

        int p = (int)proper.Numerator;
        int q = (int)proper.Denominator;
        BigInteger radicand = BigInteger.Pow(value.Numerator, p) * BigInteger.Pow(value.Denominator, q - p);
        (BigInteger outside, BigInteger inside) = TakeOutPowers(radicand, q);
        Expr rational = new Fraction(outside, value.Denominator);
        if (inside.IsOne)
        {
            return Product.Of([integerPart, rational]);
        }

        (inside, q) = LowerDegree(inside, q);
        return Combine([integerPart, rational], makePower(new Fraction(inside), new Fraction(1, q)));
    }

    /// <summary>The fourth root of 4 is the square root of 2.</summary>
    private static (BigInteger Radicand, int Degree) LowerDegree(BigInteger radicand, int q)
    {
        for (int k = q / 2; k > 1; k--)
        {
            if (q % k == 0 && IntegerRoot(radicand, k) is var root && BigInteger.Pow(root, k) == radicand)
            {
                return LowerDegree(root, q / k);
            }
        }

        return (radicand, q);
    }

    /// <summary>An irreducible root alone must not go through <see cref="Product"/>, which would simplify it again, endlessly.</summary>
    private static Expr Combine(Expr[] rationals, Expr root) =>
        Array.TrueForAll(rationals, r => r.IsOne) ? root : Product.Of([.. rationals, root]);

    /// <summary>n = outside^q * inside, with no q-th power of a small prime left inside.</summary>
    private static (BigInteger Outside, BigInteger Inside) TakeOutPowers(BigInteger n, int q)
    {
        BigInteger outside = BigInteger.One;
        BigInteger inside = n;
        for (int prime = 2; prime <= LargestPrime; prime++)
        {
            BigInteger power = BigInteger.Pow(prime, q);
            if (power > inside)
            {
                break;
            }

            while ((inside % power).IsZero)
            {
                inside /= power;
                outside *= prime;
            }
        }

        BigInteger whole = IntegerRoot(inside, q);
        return BigInteger.Pow(whole, q) == inside ? (outside * whole, BigInteger.One) : (outside, inside);
    }

    /// <summary>The integer part of the q-th root, by Newton's iteration from above.</summary>
    private static BigInteger IntegerRoot(BigInteger n, int q)
    {
        BigInteger x = BigInteger.One << (int)((n.GetBitLength() / q) + 1);
        while (true)
        {
            BigInteger next = (((q - 1) * x) + (n / BigInteger.Pow(x, q - 1))) / q;
            if (next >= x)
            {
                return x;
            }

            x = next;
        }
    }
}

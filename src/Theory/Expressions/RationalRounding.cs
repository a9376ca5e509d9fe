using System.Numerics;
using Fractions;

namespace Theory.Expressions;

/// <summary>Rational numbers in double precision.</summary>
public static class RationalRounding
{
    /// <summary>The double nearest to a fraction (ties to even), so that 1/10 is exactly what <c>0.1</c> means in code.</summary>
    /// <remarks>Infinite beyond the range of doubles. Subnormal results may be off by one unit in the last place.</remarks>
    public static double ToNearestDouble(this Fraction value)
    {
        if (value.IsZero)
        {
            return 0;
        }

        BigInteger numerator = BigInteger.Abs(value.Numerator);
        BigInteger denominator = value.Denominator;

        // A quotient of 64 or 65 significant bits; the lowest bit remembers whether anything was cut off.
        long shift = 65 - ((long)numerator.GetBitLength() - denominator.GetBitLength());
        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(numerator << (int)shift, denominator, out BigInteger rest)
            : BigInteger.DivRem(numerator, denominator << (int)-shift, out rest);
        int excess = (int)quotient.GetBitLength() - 64;
        ulong bits = (ulong)(quotient >> excess);
        bool inexact = !rest.IsZero || ((ulong)(quotient & ulong.MaxValue) & ((1UL << excess) - 1)) != 0;
        double magnitude = Math.ScaleB(bits | (inexact ? 1UL : 0UL), (int)Math.Clamp(excess - shift, -5000, 5000));
        return value.IsNegative ? -magnitude : magnitude;
    }
}

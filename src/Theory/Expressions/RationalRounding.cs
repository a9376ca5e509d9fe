using System.Numerics;
using Fractions;

namespace Theory.Expressions;

/// <summary>Rational numbers in double precision.</summary>
public static class RationalRounding
{
    /// <summary>The double nearest to a fraction (ties to even), so that 1/10 is exactly what <c>0.1</c> means in code.</summary>
    /// <remarks>Correctly rounded, subnormal numbers included; infinite beyond the range of doubles.</remarks>
    public static double ToNearestDouble(this Fraction value)
    {
        if (value.IsZero)
        {
            return 0;
        }

        if (value.IsNaN || value.IsInfinity)
        {
            return value.ToDouble();
        }

        BigInteger numerator = BigInteger.Abs(value.Numerator);
        BigInteger denominator = value.Denominator;

        // 2^(exponent - 1) < |value| < 2^(exponent + 1). Two bits more than the result holds suffice: the lowest remembers
        // whether anything was cut off. The smallest subnormal is 2^-1074, so nothing below 2^-1076 can matter.
        long exponent = (long)numerator.GetBitLength() - denominator.GetBitLength();
        if (exponent is > 1100 or < -1100)
        {
            return (exponent > 0 ? double.PositiveInfinity : 0.0) * (value.IsNegative ? -1 : 1);
        }

        int shift = (int)Math.Min(60 - exponent, 1076);
        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(numerator << shift, denominator, out BigInteger rest)
            : BigInteger.DivRem(numerator, denominator << -shift, out rest);

        // Rounded here to the bits that fit, so that scaling by a power of 2 is exact.
        int excess = Math.Max((int)quotient.GetBitLength() - 53, shift == 1076 ? 2 : 0);
        ulong bits = (ulong)quotient;
        ulong kept = bits >> excess;
        ulong cut = bits & ((1UL << excess) - 1);
        ulong half = (1UL << excess) >> 1;
        if (cut > half || (cut == half && (!rest.IsZero || (kept & 1) == 1)))
        {
            kept++;
        }

        double magnitude = Math.ScaleB(kept, excess - shift);
        return value.IsNegative ? -magnitude : magnitude;
    }
}

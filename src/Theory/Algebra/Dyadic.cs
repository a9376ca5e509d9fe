using System.Numerics;

namespace Theory.Algebra;

/// <summary>A number n/2^e, exact however many bits it has.</summary>
/// <param name="Numerator">n.</param>
/// <param name="Exponent">e, at least 0.</param>
public readonly record struct Dyadic(BigInteger Numerator, int Exponent)
{
    /// <summary>The point a fraction m/2^bits of the way from one to another.</summary>
    public static Dyadic Between(Dyadic from, Dyadic to, int m, int bits)
    {
        int exponent = Math.Max(from.Exponent, to.Exponent) + bits;
        BigInteger low = from.Numerator << (exponent - from.Exponent);
        BigInteger high = to.Numerator << (exponent - to.Exponent);
        return new Dyadic(low + ((high - low) * m >> bits), exponent);
    }

    /// <summary>True when the interval to a larger positive number is narrower than 2^-bits of it.</summary>
    public bool IsWithin(Dyadic larger, int bits)
    {
        int exponent = Math.Max(Exponent, larger.Exponent);
        BigInteger low = Numerator << (exponent - Exponent);
        BigInteger high = larger.Numerator << (exponent - larger.Exponent);
        return (high - low) << bits <= high;
    }

    /// <summary>The nearest double, rounded from 64 bits.</summary>
    public double ToDouble()
    {
        int excess = (int)Math.Max(0, BigInteger.Abs(Numerator).GetBitLength() - 64);

        // BigInteger's own conversion cuts off instead of rounding.
        return Numerator.Sign * Math.ScaleB((double)(ulong)(BigInteger.Abs(Numerator) >> excess), excess - Exponent);
    }
}

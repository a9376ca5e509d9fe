using System.Numerics;

namespace Theory.Numerics.MultiplePrecision;

/// <summary>A binary floating point number of 1100 bits and an unbounded exponent, for what cancels more digits than a double has.</summary>
/// <remarks>Every operation is rounded to within a unit of the last bit; there is neither NaN nor infinity: division by 0 and roots of negative numbers throw.</remarks>
internal readonly struct BigFloat
{
    private const int Bits = 1100;

    /// <summary>An arc tangent is reduced below 2^-12 before its series is summed.</summary>
    private const int ReducedArcTangent = -12;

    /// <summary>4 arctan 1.</summary>
    public static readonly BigFloat Pi = (BigFloat)4 * ArcTangent(1);

    private readonly BigInteger _mantissa;
    private readonly long _exponent;

    private BigFloat(BigInteger mantissa, long exponent)
    {
        long excess = Length(mantissa) - Bits;
        (_mantissa, _exponent) = excess > 0 ? (mantissa >> (int)excess, exponent + excess) : (mantissa, exponent);
    }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _mantissa.Sign;

    /// <summary>The number is below 2^Magnitude, and at least half of that.</summary>
    private long Magnitude => Length(_mantissa) + _exponent;

    /// <summary>A double, exactly.</summary>
    public static implicit operator BigFloat(double x)
    {
        if (!double.IsFinite(x))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "must be finite");
        }

        if (x == 0)
        {
            return default;
        }

        // 52 bits behind the point, less where a subnormal number has no more.
        int exponent = Math.Max(Math.ILogB(x) - 52, -1074);
        double upper = exponent < -1000 ? Math.ScaleB(Math.ScaleB(x, 1000), -exponent - 1000) : Math.ScaleB(x, -exponent);
        return new BigFloat(new BigInteger(upper), exponent);
    }

    /// <summary>The nearest double, cut off.</summary>
    public double ToDouble()
    {
        int excess = (int)Math.Max(0, Length(_mantissa) - 62);
        long exponent = _exponent + excess;
        return Math.ScaleB((double)(long)(_mantissa >> excess), (int)Math.Clamp(exponent, -5000, 5000));
    }

    public static BigFloat operator +(BigFloat a, BigFloat b)
    {
        if (a.Sign == 0 || b.Sign == 0)
        {
            return a.Sign == 0 ? b : a;
        }

        // What lies wholly below the last bit does not count.
        if (Math.Abs(a.Magnitude - b.Magnitude) > 2 * Bits)
        {
            return a.Magnitude > b.Magnitude ? a : b;
        }

        long exponent = Math.Min(a._exponent, b._exponent);
        return new BigFloat((a._mantissa << (int)(a._exponent - exponent)) + (b._mantissa << (int)(b._exponent - exponent)), exponent);
    }

    public static BigFloat operator -(BigFloat a) => new(-a._mantissa, a._exponent);

    public static BigFloat operator -(BigFloat a, BigFloat b) => a + (-b);

    public static BigFloat operator *(BigFloat a, BigFloat b) => new(a._mantissa * b._mantissa, a._exponent + b._exponent);

    public static BigFloat operator /(BigFloat a, BigFloat b)
    {
        int shift = (int)Math.Max(0, Bits + 2 + Length(b._mantissa) - Length(a._mantissa));
        return new BigFloat((a._mantissa << shift) / b._mantissa, a._exponent - shift - b._exponent);
    }

    /// <summary>The square root.</summary>
    public static BigFloat Sqrt(BigFloat x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x.Sign);
        if (x.Sign == 0)
        {
            return x;
        }

        int shift = (int)Math.Max(0, (2 * Bits) + 4 - Length(x._mantissa));
        shift += (int)((x._exponent - shift) & 1);
        return new BigFloat(Root(x._mantissa << shift), (x._exponent - shift) / 2);
    }

    /// <summary>The arc tangent of a number that is not negative.</summary>
    public static BigFloat ArcTangent(BigFloat t)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(t.Sign);
        if (t.Sign == 0)
        {
            return t;
        }

        // tan(x/2) = t/(1 + sqrt(1 + t^2)).
        int halvings = 0;
        for (; t.Magnitude > ReducedArcTangent; halvings++)
        {
            t /= 1 + Sqrt(1 + (t * t));
        }

        BigFloat square = t * t;
        BigFloat power = t;
        BigFloat sum = t;
        for (int n = 3; power.Magnitude > t.Magnitude - Bits - 2; n += 2)
        {
            power = -(power * square);
            sum += power / n;
        }

        return new BigFloat(sum._mantissa, sum._exponent + halvings);
    }

    /// <summary>The integer part of the root, by Newton's method from above.</summary>
    private static BigInteger Root(BigInteger x)
    {
        BigInteger root = BigInteger.One << (int)((x.GetBitLength() / 2) + 1);
        while (true)
        {
            BigInteger next = (root + (x / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    private static long Length(BigInteger x) => BigInteger.Abs(x).GetBitLength();
}

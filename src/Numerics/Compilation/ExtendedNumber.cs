using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Compilation;

/// <summary>A number m 2^e with a double m and an integer e of its own: exp(1e6) and its reciprocal are numbers, so that their product is 1.</summary>
/// <remarks>1 &lt;= |m| &lt; 2, or m is 0, infinite or not a number, and e is 0. Precision is that of doubles.</remarks>
internal readonly struct ExtendedNumber
{
    /// <summary>Beyond such exponents a number counts as 0 or infinite.</summary>
    private const long LargestExponent = 1L << 60;

    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    private readonly double _mantissa;
    private readonly long _exponent;

    private ExtendedNumber(double mantissa, long exponent)
    {
        if (mantissa == 0 || !double.IsFinite(mantissa))
        {
            (_mantissa, _exponent) = (mantissa, 0);
            return;
        }

        int shift = Math.ILogB(mantissa);
        long total = exponent + shift;
        (_mantissa, _exponent) = total > LargestExponent ? (Math.CopySign(double.PositiveInfinity, mantissa), 0)
            : total < -LargestExponent ? (Math.CopySign(0, mantissa), 0)
            : (Math.ScaleB(mantissa, -shift), total);
    }

    /// <summary>True below 0.</summary>
    public bool IsNegative => _mantissa < 0;

    /// <summary>The number without its sign.</summary>
    public ExtendedNumber Magnitude => new(Math.Abs(_mantissa), _exponent);

    public static implicit operator ExtendedNumber(double value) => new(value, 0);

    public static ExtendedNumber operator -(ExtendedNumber a) => new(-a._mantissa, a._exponent);

    public static ExtendedNumber operator *(ExtendedNumber a, ExtendedNumber b) => new(a._mantissa * b._mantissa, a._exponent + b._exponent);

    public static ExtendedNumber operator /(ExtendedNumber a, ExtendedNumber b) => new(a._mantissa / b._mantissa, a._exponent - b._exponent);

    public static ExtendedNumber operator +(ExtendedNumber a, ExtendedNumber b)
    {
        if (a._mantissa == 0 || b._mantissa == 0 || !double.IsFinite(a._mantissa) || !double.IsFinite(b._mantissa))
        {
            return a._mantissa == 0 ? b : b._mantissa == 0 ? a : a._mantissa + b._mantissa;
        }

        long difference = a._exponent - b._exponent;
        return difference > 200 ? a
            : difference < -200 ? b
            : difference >= 0 ? new(a._mantissa + Math.ScaleB(b._mantissa, (int)-difference), a._exponent)
            : new(Math.ScaleB(a._mantissa, (int)difference) + b._mantissa, b._exponent);
    }

    public static ExtendedNumber operator -(ExtendedNumber a, ExtendedNumber b) => a + (-b);

    /// <summary>The nearest double: 0 or infinite beyond their range.</summary>
    public double ToDouble() => Math.ScaleB(_mantissa, (int)Math.Clamp(_exponent, -3000, 3000));

    /// <summary>The same number for quadrature.</summary>
    public ScaledNumber ToScaled() => new(_mantissa, _exponent);

    /// <summary>The non-negative square root.</summary>
    public static ExtendedNumber Sqrt(ExtendedNumber x) =>
        (x._exponent & 1) == 0 ? new(Math.Sqrt(x._mantissa), x._exponent / 2) : new(Math.Sqrt(2 * x._mantissa), (x._exponent - 1) / 2);

    /// <summary>e^x.</summary>
    public static ExtendedNumber Exp(ExtendedNumber x)
    {
        double argument = x.ToDouble();
        double n = Math.Round(argument / Math.Log(2));
        return Math.Abs(n) < LargestExponent
            ? new ExtendedNumber(Math.Exp(argument - (n * Ln2High) - (n * Ln2Low)), (long)n)
            : double.IsNaN(argument) ? double.NaN : argument > 0 ? double.PositiveInfinity : 0;
    }

    /// <summary>The natural logarithm.</summary>
    public static ExtendedNumber Log(ExtendedNumber x) => Math.Log(x._mantissa) + (x._exponent * Math.Log(2));

    /// <summary>a^b.</summary>
    public static ExtendedNumber Pow(ExtendedNumber a, ExtendedNumber b)
    {
        double exponent = b.ToDouble();
        double direct = Math.Pow(a.ToDouble(), exponent);
        if (double.IsFinite(direct) && direct != 0)
        {
            return direct;
        }

        ExtendedNumber magnitude = Exp(b * Log(a.Magnitude));
        return !a.IsNegative ? magnitude : exponent != Math.Floor(exponent) ? double.NaN : exponent % 2 == 0 ? magnitude : -magnitude;
    }
}

namespace Theory.Numerics.Quadrature;

/// <summary>A number Mantissa 2^Exponent, which may lie beyond the range of doubles.</summary>
internal readonly record struct ScaledNumber(double Mantissa, long Exponent)
{
    /// <summary>Beyond such exponents doubles are 0 or infinite.</summary>
    private const long Beyond = 4000;

    /// <summary>A double.</summary>
    public static ScaledNumber Of(double value) => Normalised(value, 0);

    /// <summary>e^x.</summary>
    public static ScaledNumber Exp(double x)
    {
        const double ln2High = 0.693147180369123816490;
        const double ln2Low = 1.90821492927058770002e-10;
        double n = Math.Round(x / (ln2High + ln2Low));
        return new ScaledNumber(Math.Exp(x - (n * ln2High) - (n * ln2Low)), (long)n);
    }

    public static ScaledNumber operator *(ScaledNumber a, ScaledNumber b) => Normalised(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);

    /// <summary>The nearest double: 0 or infinite beyond their range.</summary>
    public double ToDouble() => Math.ScaleB(Mantissa, (int)Math.Clamp(Exponent, -Beyond, Beyond));

    /// <summary>With a mantissa of size 1, so that products of mantissas do not overflow.</summary>
    private static ScaledNumber Normalised(double mantissa, long exponent)
    {
        int shift = mantissa == 0 || !double.IsFinite(mantissa) ? 0 : Math.ILogB(mantissa);
        return new ScaledNumber(Math.ScaleB(mantissa, -shift), exponent + shift);
    }
}

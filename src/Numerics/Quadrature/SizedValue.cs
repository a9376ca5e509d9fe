namespace Theory.Numerics.Quadrature;

/// <summary>A value with the size of what it was summed from: its rounding error is a few ulps of that, however much cancels.</summary>
/// <param name="Value">The value.</param>
/// <param name="Size">What it would be if nothing cancelled.</param>
internal readonly record struct SizedValue(double Value, double Size)
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>A value that was not summed.</summary>
    public static SizedValue Of(double value) => new(value, Math.Abs(value));

    /// <summary>The product with a number.</summary>
    public SizedValue Times(double factor) => new(factor * Value, Math.Abs(factor) * Size);

    /// <summary>An expectation as the value of another integrand: it is known to its error, which counts as rounding there.</summary>
    public static SizedValue Of(in Estimate estimate) => new(estimate.Value, Math.Max(estimate.Magnitude, estimate.AbsoluteError / (8 * Epsilon)));
}

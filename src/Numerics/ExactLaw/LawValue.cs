namespace Theory.Numerics.ExactLaw;

/// <summary>A number with the error that it may have.</summary>
/// <remarks>The error is estimated from two computations, and no bound as that of an <see cref="Quadrature.Estimate"/> is.</remarks>
/// <param name="Value">The number; NaN where there is none.</param>
/// <param name="Error">The estimate of its absolute error.</param>
/// <param name="Missing">Why there is no number; null where there is one.</param>
public readonly record struct LawValue(double Value, double Error, string? Missing = null)
{
    /// <summary>The error over the value.</summary>
    public double RelativeError => Error == 0 ? 0 : Error / Math.Abs(Value);

    /// <summary>A value and its error from two computations that differ in every setting.</summary>
    /// <param name="fine">The value.</param>
    /// <param name="comparison">That of the other computation.</param>
    /// <param name="scale">The size of numbers that the value is a difference of, whose rounding it has.</param>
    internal static LawValue Of(double fine, double comparison, double scale) => double.IsFinite(fine)
        ? new LawValue(fine, (2 * Math.Abs(fine - comparison)) + (1e-14 * Math.Max(Math.Abs(fine), scale)))
        : None("the value is beyond double precision");

    internal static LawValue None(string why) => new(double.NaN, double.NaN, why);
}

namespace Theory.Numerics.ExactLaw;

/// <summary>A number with the error that it may have.</summary>
/// <param name="Value">The number; NaN where there is none.</param>
/// <param name="Error">The estimate of its absolute error.</param>
/// <param name="Missing">Why there is no number; null where there is one.</param>
public readonly record struct LawValue(double Value, double Error, string? Missing = null)
{
    /// <summary>The error over the value.</summary>
    public double RelativeError => Error == 0 ? 0 : Error / Math.Abs(Value);

    internal static LawValue None(string why) => new(double.NaN, double.NaN, why);
}

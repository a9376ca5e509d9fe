namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>One average over the nodes.</summary>
/// <param name="Value">The average.</param>
/// <param name="Magnitude">The average of the absolute value.</param>
/// <param name="Error">The truncation error charged.</param>
/// <param name="Edge">What the outermost nodes contribute per unit of t.</param>
internal readonly record struct RowSum(double Value, double Magnitude, double Error, double Edge)
{
    /// <summary>Adds the integral over another interval.</summary>
    public static RowSum operator +(RowSum a, RowSum b) => new(a.Value + b.Value, a.Magnitude + b.Magnitude, a.Error + b.Error, Math.Max(a.Edge, b.Edge));
}

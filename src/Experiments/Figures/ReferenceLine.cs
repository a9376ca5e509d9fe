namespace Theory.Experiments.Figures;

/// <summary>A thin horizontal line across the whole figure, for a value to compare with, such as χ = 1.</summary>
/// <remarks>Drawn dashed and grey unless a hue is set. It widens the vertical axis when it lies outside the data.</remarks>
public sealed record ReferenceLine : Series
{
    /// <summary>Describes a reference line.</summary>
    /// <param name="label">Text in the legend; empty for no entry.</param>
    /// <param name="y">Height of the line.</param>
    public ReferenceLine(string label, double y)
        : base(label) => Y = y;

    /// <summary>Height of the line.</summary>
    public double Y { get; }
}

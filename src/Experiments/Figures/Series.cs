namespace Theory.Experiments.Figures;

/// <summary>Something drawn between the axes of a figure, with its entry in the legend.</summary>
public abstract record Series
{
    /// <param name="label">Text in the legend; empty for no entry.</param>
    private protected Series(string label) => Label = label;

    /// <summary>Text in the legend; empty for no entry.</summary>
    public string Label { get; }

    /// <summary>
    /// Entry of the colour-blind-safe palette, counted from 0 and wrapping around; unless set, the position among the series
    /// that are not reference lines.
    /// </summary>
    /// <remarks>Give a theory and its measurement the same hue when several pairs share a figure.</remarks>
    public int? Hue { get; init; }

    /// <summary>Copies values, so that a series does not change when the caller's array does.</summary>
    /// <exception cref="ArgumentException">The length differs from that of the abscissae.</exception>
    private protected static IReadOnlyList<double> Copy(IEnumerable<double> values, IReadOnlyList<double> x, string name)
    {
        double[] copy = [.. values];
        return copy.Length == x.Count
            ? copy
            : throw new ArgumentException($"{x.Count} abscissae, but {copy.Length} values.", name);
    }
}

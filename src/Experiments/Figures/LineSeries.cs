namespace Theory.Experiments.Figures;

/// <summary>A curve, for theory: points joined in the order given, interrupted where a point cannot be drawn.</summary>
public sealed record LineSeries : Series
{
    /// <summary>Describes a curve.</summary>
    /// <param name="label">Text in the legend; empty for no entry.</param>
    /// <param name="x">Abscissae.</param>
    /// <param name="y">Ordinates, one for each abscissa; NaN lifts the pen, for example at a jump.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public LineSeries(string label, IEnumerable<double> x, IEnumerable<double> y)
        : base(label)
    {
        X = [.. x];
        Y = Copy(y, X, nameof(y));
    }

    /// <summary>Abscissae.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Ordinates.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Dashed instead of solid; false unless set.</summary>
    public bool Dashed { get; init; }

    /// <summary>Dotted instead of solid; false unless set.</summary>
    public bool Dotted { get; init; }
}

namespace Theory.Experiments.Figures;

/// <summary>Separate points, for measurements, with an error bar of one standard error to either side.</summary>
public sealed record MarkerSeries : Series
{
    /// <summary>Describes measured points.</summary>
    /// <param name="label">Text in the legend; empty for no entry.</param>
    /// <param name="x">Abscissae.</param>
    /// <param name="y">Measured values, one for each abscissa.</param>
    /// <param name="standardError">Half the length of each error bar; null, or NaN at a point, for none.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public MarkerSeries(string label, IEnumerable<double> x, IEnumerable<double> y, IEnumerable<double>? standardError = null)
        : base(label)
    {
        X = [.. x];
        Y = Copy(y, X, nameof(y));
        StandardError = standardError is null ? null : Copy(standardError, X, nameof(standardError));
    }

    /// <summary>The points are upper limits, drawn as triangles that point down; false unless set.</summary>
    public bool AreLimits { get; init; }

    /// <summary>The ends of a bar at each point, where it is not one standard error to either side; null unless set. An end that is NaN is not drawn.</summary>
    public IReadOnlyList<(double Lower, double Upper)>? Ranges { get; init; }

    /// <summary>Which of the shapes the points have, for series that share a hue; that of the hue unless set.</summary>
    public int? Shape { get; init; }

    /// <summary>Abscissae.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Measured values.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Half the length of each error bar; null when there are none.</summary>
    public IReadOnlyList<double>? StandardError { get; }
}

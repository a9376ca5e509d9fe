namespace Theory.Experiments.Figures;

/// <summary>A figure before it is drawn: titles, two axes and the series between them.</summary>
/// <remarks>
/// The limits of both axes follow from the series. Points that are not finite, or not positive on a logarithmic axis, are left out.
/// </remarks>
public sealed record Figure
{
    /// <summary>Describes a figure.</summary>
    /// <param name="title">Headline; may be empty.</param>
    /// <param name="xAxis">The horizontal axis.</param>
    /// <param name="yAxis">The vertical axis.</param>
    /// <param name="series">What is drawn, in the order of the legend.</param>
    public Figure(string title, FigureAxis xAxis, FigureAxis yAxis, IEnumerable<Series> series)
    {
        Title = title;
        XAxis = xAxis;
        YAxis = yAxis;
        Series = [.. series];
    }

    /// <summary>Headline above the data.</summary>
    public string Title { get; init; }

    /// <summary>A second, lighter line under the title, for parameters; none unless set.</summary>
    public string? Subtitle { get; init; }

    /// <summary>A remark below the horizontal axis, where it cannot cover data; none unless set.</summary>
    public string? Annotation { get; init; }

    /// <summary>A lower figure over the same abscissae, such as what is left between theory and measurement; none unless set.</summary>
    public Figure? Residuals { get; init; }

    /// <summary>A unit is as long on both axes, as on a square domain; false unless set.</summary>
    public bool HasEqualUnits { get; init; }

    /// <summary>The horizontal axis.</summary>
    public FigureAxis XAxis { get; init; }

    /// <summary>The vertical axis.</summary>
    public FigureAxis YAxis { get; init; }

    /// <summary>What is drawn, in the order of the legend.</summary>
    public IReadOnlyList<Series> Series { get; }
}

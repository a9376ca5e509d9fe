using Theory.Experiments.Figures;

namespace Theory.Cli.Figures.Drawing;

/// <summary>The smallest rectangle, in projected units, that contains all that can be drawn of a figure.</summary>
/// <param name="X">Horizontal range; empty when no series has a point to draw.</param>
/// <param name="Y">Vertical range; empty when no series has a point to draw.</param>
internal sealed record FigureExtent(AxisRange X, AxisRange Y)
{
    /// <summary>How far below its point an error bar may stretch a logarithmic axis, in decades.</summary>
    /// <remarks>An error of 99.99 % would otherwise add four decades in which nothing is to be seen.</remarks>
    private const double LongestBar = 1;

    public static FigureExtent Of(Figure figure)
    {
        AxisScale xScale = figure.XAxis.Scale;
        AxisScale yScale = figure.YAxis.Scale;
        AxisRange xRange = AxisRange.Empty;
        AxisRange yRange = AxisRange.Empty;
        foreach ((double x, double y) in figure.Series.SelectMany(series => Points(series, yScale)))
        {
            double column = xScale.Project(x);
            if (double.IsFinite(column) && double.IsFinite(y))
            {
                xRange = xRange.Including(column);
                yRange = yRange.Including(y);
            }
        }

        // A reference line alone has no abscissa to be drawn over.
        IEnumerable<double> references = yRange.IsEmpty ? [] : figure.Series.OfType<ReferenceLine>().Select(line => yScale.Project(line.Y));
        return new FigureExtent(xRange, references.Where(double.IsFinite).Aggregate(yRange, (range, y) => range.Including(y)));
    }

    /// <summary>Abscissae as given, with projected ordinates.</summary>
    private static IEnumerable<(double X, double Y)> Points(Series series, AxisScale scale) => series switch
    {
        LineSeries line => line.X.Zip(line.Y.Select(y => scale.Project(y))),
        BandSeries band => Band(band, scale),
        HeatMapSeries map => Corners(map, scale),
        MarkerSeries markers => Enumerable.Range(0, markers.X.Count).SelectMany(i => Marker(markers, i, scale)),
        _ => [],
    };

    /// <summary>Entries of a matrix are seen whole.</summary>
    private static IEnumerable<(double X, double Y)> Corners(HeatMapSeries map, AxisScale scale)
    {
        (double x, double y) = map.IsMatrix ? (0.5 * (map.X.To - map.X.From) / (map.Values.Count - 1), 0.5 * (map.Y.To - map.Y.From) / (map.Values[0].Count - 1)) : (0, 0);
        return [(map.X.From - x, scale.Project(map.Y.From - y)), (map.X.To + x, scale.Project(map.Y.To + y))];
    }

    private static IEnumerable<(double X, double Y)> Band(BandSeries band, AxisScale scale)
    {
        for (int i = 0; i < band.X.Count; i++)
        {
            double upper = scale.Project(band.Upper[i]);
            yield return (band.X[i], upper);
            yield return (band.X[i], double.IsNaN(upper) ? double.NaN : scale.Project(band.Lower[i]));
        }
    }

    private static IEnumerable<(double X, double Y)> Marker(MarkerSeries markers, int i, AxisScale scale)
    {
        double y = scale.Project(markers.Y[i]);
        yield return (markers.X[i], y);
        if (markers.Ranges is { } ranges && double.IsFinite(y))
        {
            yield return (markers.X[i], scale.Project(ranges[i].Upper));
            yield return (markers.X[i], scale.Project(ranges[i].Lower));
        }

        if (markers.StandardError is { } errors && double.IsFinite(y))
        {
            double lower = scale.Project(markers.Y[i] - errors[i]);
            yield return (markers.X[i], scale.Project(markers.Y[i] + errors[i]));
            yield return (markers.X[i], scale == AxisScale.Log10 ? Math.Max(lower, y - LongestBar) : lower);
        }
    }
}

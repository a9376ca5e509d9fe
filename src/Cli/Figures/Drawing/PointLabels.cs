using ScottPlot;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;

namespace Theory.Cli.Figures.Drawing;

/// <summary>The values of the points of a figure, where they are drawn.</summary>
internal static class PointLabels
{
    /// <summary>More points of a series than this are not told apart by a pointer.</summary>
    private const int MostPoints = 60;

    /// <summary>Those of a plot that has been rendered.</summary>
    public static IReadOnlyList<PointLabel> Of(Plot plot, Figure figure) => [.. figure.Series.SelectMany(s => Of(plot, figure, s))];

    private static IEnumerable<PointLabel> Of(Plot plot, Figure figure, Series series)
    {
        (IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double>? errors) = series switch
        {
            LineSeries line => (line.X, line.Y, null),
            MarkerSeries markers => (markers.X, markers.Y, markers.StandardError),
            _ => ((IReadOnlyList<double>)[], (IReadOnlyList<double>)[], null),
        };
        int step = Math.Max(1, (x.Count + MostPoints - 1) / MostPoints);
        for (int i = 0; i < x.Count; i += step)
        {
            Coordinates point = new(figure.XAxis.Scale.Project(x[i]), figure.YAxis.Scale.Project(y[i]));
            if (double.IsFinite(point.X) && double.IsFinite(point.Y))
            {
                Pixel pixel = plot.GetPixel(point);
                string error = series is MarkerSeries { Ranges: { } ranges } ? $" ({Format.Number(ranges[i].Lower, 3)} to {Format.Number(ranges[i].Upper, 3)})"
                    : errors is not null && double.IsFinite(errors[i]) ? $" ± {Format.Number(errors[i], 2)}" : "";
                yield return new PointLabel(pixel.X, pixel.Y, $"{(series.Label.Length > 0 ? series.Label + ": " : "")}{Format.Number(x[i], 6)}; {Format.Number(y[i], 6)}{error}");
            }
        }
    }
}

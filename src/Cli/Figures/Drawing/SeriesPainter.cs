using ScottPlot;
using ScottPlot.Plottables;
using Theory.Experiments.Figures;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Adds the series of a figure to a plot: bands lowest, measurements on top, the legend in the figure's own order.</summary>
internal sealed class SeriesPainter(Plot plot, Figure figure, AxisRange yRange)
{
    private readonly AxisScale _x = figure.XAxis.Scale;
    private readonly AxisScale _y = figure.YAxis.Scale;

    /// <summary>Outside the figure; what has no lower end on a logarithmic axis is drawn down to here.</summary>
    private readonly double _floor = yRange.Min - yRange.Span;

    public void Paint()
    {
        List<(Series Series, int Hue)> coloured = [];
        foreach (Series series in figure.Series)
        {
            int next = coloured.Count(entry => entry.Series is not (ReferenceLine or HeatMapSeries or TextSeries));
            coloured.Add((series, series.Hue ?? next));
        }

        foreach ((Series series, int hue) in coloured.OrderBy(entry => Depth(entry.Series)))
        {
            Add(series, hue);
        }

        plot.Legend.ManualItems.AddRange(
            coloured.Where(entry => entry.Series is { Label.Length: > 0 } and not HeatMapSeries).Select(entry => LegendEntry.Create(entry.Series, entry.Hue)));
    }

    private static int Depth(Series series) => series switch
    {
        HeatMapSeries => -1,
        BandSeries => 0,
        ReferenceLine => 1,
        LineSeries => 2,
        TextSeries => 4,
        _ => 3,
    };

    private void Add(Series series, int hue)
    {
        switch (series)
        {
            case HeatMapSeries map:
                HeatMapPainter.Add(plot, map);
                break;
            case BandSeries band:
                AddBand(band, SeriesStyle.Band(hue));
                break;
            case ReferenceLine line when double.IsFinite(_y.Project(line.Y)):
                HorizontalLine reference = plot.Add.HorizontalLine(_y.Project(line.Y));
                reference.LineStyle = SeriesStyle.Reference(line);
                break;
            case LineSeries line:
                AddLine(line, hue);
                break;
            case MarkerSeries markers:
                AddMarkers(markers, hue);
                break;
            case TextSeries words:
                AddWords(words);
                break;
        }
    }

    private void AddLine(LineSeries line, int hue)
    {
        IEnumerable<Coordinates> points = line.X.Zip(line.Y, (x, y) => new Coordinates(_x.Project(x), _y.Project(y)));
        foreach (Coordinates[] run in Runs(points, IsFinite))
        {
            Scatter curve = plot.Add.ScatterLine(run);
            curve.PathStrategy = new KeptLines();
            curve.LineStyle = SeriesStyle.Curve(line, hue);

            // A point between two gaps has no neighbour to be joined to, and would not be seen.
            if (run.Length == 1)
            {
                curve.LineStyle = LineStyle.None;
                curve.MarkerStyle = SeriesStyle.Point(hue);
            }
        }
    }

    private void AddBand(BandSeries band, Color color)
    {
        IEnumerable<(double X, double Lower, double Upper)> columns = Enumerable.Range(0, band.X.Count).Select(i =>
            (_x.Project(band.X[i]), Lower(band.Lower[i]), _y.Project(band.Upper[i])));
        foreach (var run in Runs(columns, c => double.IsFinite(c.X) && double.IsFinite(c.Lower) && double.IsFinite(c.Upper)))
        {
            Polygon area = plot.Add.Polygon(
            [
                .. run.Select(column => new Coordinates(column.X, column.Upper)),
                .. run.Reverse().Select(column => new Coordinates(column.X, column.Lower)),
            ]);
            area.FillColor = color;
            area.LineWidth = 0;
        }
    }

    private void AddMarkers(MarkerSeries markers, int hue)
    {
        List<int> drawn =
        [
            .. Enumerable.Range(0, markers.X.Count)
                .Where(i => IsFinite(new Coordinates(_x.Project(markers.X[i]), _y.Project(markers.Y[i])))),
        ];
        if (drawn.Count == 0)
        {
            return;
        }

        double[] x = [.. drawn.Select(i => _x.Project(markers.X[i]))];
        double[] y = [.. drawn.Select(i => _y.Project(markers.Y[i]))];
        if (markers.Ranges is not null || markers.StandardError is not null)
        {
            (double Lower, double Upper)[] ends = [.. drawn.Select(i => markers.Ranges?[i] ?? (markers.Y[i] - markers.StandardError![i], markers.Y[i] + markers.StandardError[i]))];
            double[] above = [.. ends.Select((e, n) => Length(_y.Project(e.Upper) - y[n]))];
            double[] below = [.. ends.Select((e, n) => Length(y[n] - Lower(e.Lower)))];
            plot.Add.Plottable(new ErrorBar(x, y, null, null, above, below)
            {
                LineStyle = SeriesStyle.ErrorBar(hue),
                CapSize = FigureStyle.ErrorBarCap,
            });
        }

        plot.Add.Markers(x, y).MarkerStyle = SeriesStyle.Marker(markers, hue);
    }

    private void AddWords(TextSeries words)
    {
        for (int i = 0; i < words.X.Count; i++)
        {
            Coordinates at = new(_x.Project(words.X[i]), _y.Project(words.Y[i]));
            if (IsFinite(at))
            {
                LabelStyle label = plot.Add.Text(Subscripts.Typeset(words.Texts[i]), at).LabelStyle;
                label.FontName = EmbeddedFont.Name;
                label.FontSize = FigureStyle.TickSize;
                label.ForeColor = FigureStyle.Ink;
                label.Alignment = Alignment.MiddleCenter;
                label.BackgroundColor = Colors.White.WithAlpha(0.75);
                label.Padding = 2;
                label.OffsetY = FigureStyle.Centering * FigureStyle.TickSize;
            }
        }
    }

    /// <summary>A lower end; at or below zero a logarithmic axis has none, and it lies under the figure.</summary>
    private double Lower(double value) => _y == AxisScale.Log10 && value <= 0 ? _floor : _y.Project(value);

    private static double Length(double length) => double.IsFinite(length) ? Math.Max(0, length) : 0;

    private static bool IsFinite(Coordinates point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    /// <summary>The longest runs of successive items that can be drawn.</summary>
    private static IEnumerable<T[]> Runs<T>(IEnumerable<T> items, Func<T, bool> drawable)
    {
        List<T> run = [];
        foreach (T item in items)
        {
            if (drawable(item))
            {
                run.Add(item);
            }
            else if (run.Count > 0)
            {
                yield return [.. run];
                run.Clear();
            }
        }

        if (run.Count > 0)
        {
            yield return [.. run];
        }
    }
}

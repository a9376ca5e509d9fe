using ScottPlot;
using Theory.Experiments.Figures;

namespace Theory.Cli.Figures.Drawing;

/// <summary>How each kind of series looks, in the data and in the legend alike.</summary>
internal static class SeriesStyle
{
    public static LineStyle Curve(LineSeries line, int hue) => new()
    {
        Width = FigureStyle.CurveWidth,
        Color = FigureStyle.ColorOf(hue),
        Pattern = line.Dotted ? LinePattern.Dotted : line.Dashed ? LinePattern.Dashed : LinePattern.Solid,
    };

    public static LineStyle Reference(ReferenceLine line) => new()
    {
        Width = FigureStyle.ReferenceWidth,
        Color = line.Hue is { } hue ? FigureStyle.ColorOf(hue) : FigureStyle.FaintInk,
        Pattern = LinePattern.DenselyDashed,
    };

    public static LineStyle ErrorBar(int hue) => new()
    {
        Width = FigureStyle.ErrorBarWidth,
        Color = FigureStyle.ColorOf(hue),
    };

    public static MarkerStyle Marker(MarkerSeries markers, int hue)
    {
        MarkerShape shape = markers.AreLimits ? MarkerShape.OpenTriangleDown : FigureStyle.ShapeOf(markers, hue);

        // A shape without an area has no rim: its lines have the colour.
        bool isOpen = FigureStyle.IsOpen(shape);
        Color line = isOpen ? FigureStyle.ColorOf(hue) : Colors.White;
        float width = isOpen && !markers.AreLimits ? 2 * FigureStyle.MarkerRim : FigureStyle.MarkerRim;
        return new MarkerStyle
        {
            Shape = shape,
            CustomRenderer = FigureMarker.Of(shape),
            Size = markers.X.Count > FigureStyle.ManyPoints ? FigureStyle.SmallMarkerSize : FigureStyle.MarkerSize,
            FillColor = FigureStyle.ColorOf(hue),
            LineColor = line,
            OutlineColor = line,
            LineWidth = width,
            OutlineWidth = width,
        };
    }

    /// <summary>A point of a curve without neighbours.</summary>
    public static MarkerStyle Point(int hue) =>
        new(MarkerShape.FilledCircle, 2 * FigureStyle.CurveWidth, FigureStyle.ColorOf(hue)) { CustomRenderer = FigureMarker.Of(MarkerShape.FilledCircle) };

    public static Color Band(int hue) => FigureStyle.ColorOf(hue).WithAlpha(FigureStyle.BandOpacity);
}

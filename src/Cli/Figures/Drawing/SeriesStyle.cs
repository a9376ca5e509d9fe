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

    public static MarkerStyle Marker(int hue, int count, bool areLimits = false) => new()
    {
        Shape = areLimits ? MarkerShape.OpenTriangleDown : FigureStyle.ShapeOf(hue),
        Size = count > FigureStyle.ManyPoints ? FigureStyle.SmallMarkerSize : FigureStyle.MarkerSize,
        FillColor = FigureStyle.ColorOf(hue),
        LineColor = areLimits ? FigureStyle.ColorOf(hue) : Colors.White,
        OutlineColor = areLimits ? FigureStyle.ColorOf(hue) : Colors.White,
        LineWidth = FigureStyle.MarkerRim,
        OutlineWidth = FigureStyle.MarkerRim,
    };

    public static Color Band(int hue) => FigureStyle.ColorOf(hue).WithAlpha(FigureStyle.BandOpacity);
}

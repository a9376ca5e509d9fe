using ScottPlot;
using SkiaSharp;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Draws markers as ScottPlot 5.1.59 does, without two faults of it.</summary>
/// <remarks>
/// It leaves the outlines of triangles and diamonds to the garbage collector, which may free them while Skia draws them: a fault of the process. And it fills markers
/// with the dashes of the line before on the paint that all plottables share, of which Skia complains on the error stream.
/// </remarks>
internal sealed class FigureMarker : IMarker
{
    private readonly IMarker? _withoutCorners;
    private readonly bool _isFilled;
    private readonly double _sizeOfRadius;
    private readonly IReadOnlyList<(double X, double Y)> _corners = [];

    private FigureMarker(MarkerShape shape) => _withoutCorners = shape.GetMarker();

    private FigureMarker(bool isFilled, double sizeOfRadius, params IReadOnlyList<(double X, double Y)> corners) =>
        (_isFilled, _sizeOfRadius, _corners) = (isFilled, sizeOfRadius, corners);

    /// <summary>Whether the shape is drawn here, by a path that lives until then; the others need no path.</summary>
    public bool HasCorners => _withoutCorners is null;

    public static FigureMarker Of(MarkerShape shape) => shape switch
    {
        MarkerShape.FilledTriangleUp => TriangleUp(true),
        MarkerShape.OpenTriangleUp => TriangleUp(false),
        MarkerShape.FilledTriangleDown => TriangleDown(true),
        MarkerShape.OpenTriangleDown => TriangleDown(false),
        MarkerShape.FilledDiamond => Diamond(true),
        MarkerShape.OpenDiamond => Diamond(false),
        _ => new FigureMarker(shape),
    };

    /// <inheritdoc/>
    public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle markerStyle)
    {
        paint.SKPaint.PathEffect = null;
        if (_withoutCorners is not null)
        {
            _withoutCorners.Render(canvas, paint, center, size, markerStyle);
            return;
        }

        float radius = (float)(size / _sizeOfRadius);
        using SKPath path = new();
        path.AddPoly([.. _corners.Select(corner => new SKPoint(center.X + (float)(corner.X * radius), center.Y + (float)(corner.Y * radius)))]);
        if (_isFilled)
        {
            ScottPlot.Drawing.FillPath(canvas, paint, path, markerStyle.FillStyle, new PixelRect(center, radius));
            ScottPlot.Drawing.DrawPath(canvas, paint, path, markerStyle.OutlineStyle);
        }
        else
        {
            ScottPlot.Drawing.DrawPath(canvas, paint, path, markerStyle.LineStyle);
        }
    }

    // With the digits of ScottPlot: figures drawn before have the same bytes. Corners lie at a radius of 1; y grows downwards.
    private static FigureMarker TriangleUp(bool isFilled) => new(isFilled, 1.732, (0, -1), (0.866, 0.5), (-0.866, 0.5));

    private static FigureMarker TriangleDown(bool isFilled) => new(isFilled, 1.732, (0, 1), (0.866, -0.5), (-0.866, -0.5));

    private static FigureMarker Diamond(bool isFilled) => new(isFilled, 2, (1, 0), (0, 1), (-1, 0), (0, -1));
}

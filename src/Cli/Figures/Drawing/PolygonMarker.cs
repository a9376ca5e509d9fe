using ScottPlot;
using SkiaSharp;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Triangles and diamonds of the size of ScottPlot's.</summary>
/// <remarks>
/// Those of ScottPlot 5.1.59 leave their outline to the garbage collector, which may free it while Skia draws it: a fault of the process. Here it lives until it is
/// drawn.
/// </remarks>
internal sealed class PolygonMarker : IMarker
{
    private readonly bool _isFilled;
    private readonly double _sizeOfRadius;
    private readonly IReadOnlyList<(double X, double Y)> _corners;

    private PolygonMarker(bool isFilled, double sizeOfRadius, params IReadOnlyList<(double X, double Y)> corners) =>
        (_isFilled, _sizeOfRadius, _corners) = (isFilled, sizeOfRadius, corners);

    /// <summary>What draws a shape; null for shapes without corners, which ScottPlot draws.</summary>
    public static PolygonMarker? Of(MarkerShape shape) => shape switch
    {
        MarkerShape.FilledTriangleUp => TriangleUp(true),
        MarkerShape.OpenTriangleUp => TriangleUp(false),
        MarkerShape.FilledTriangleDown => TriangleDown(true),
        MarkerShape.OpenTriangleDown => TriangleDown(false),
        MarkerShape.FilledDiamond => Diamond(true),
        MarkerShape.OpenDiamond => Diamond(false),
        _ => null,
    };

    /// <inheritdoc/>
    public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle markerStyle)
    {
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
    private static PolygonMarker TriangleUp(bool isFilled) => new(isFilled, 1.732, (0, -1), (0.866, 0.5), (-0.866, 0.5));

    private static PolygonMarker TriangleDown(bool isFilled) => new(isFilled, 1.732, (0, 1), (0.866, -0.5), (-0.866, -0.5));

    private static PolygonMarker Diamond(bool isFilled) => new(isFilled, 2, (1, 0), (0, 1), (-1, 0), (0, -1));
}

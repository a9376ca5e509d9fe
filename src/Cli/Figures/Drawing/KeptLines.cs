using ScottPlot;
using ScottPlot.PathStrategies;
using SkiaSharp;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Straight lines from point to point, whose paths live as long as this does.</summary>
/// <remarks>ScottPlot 5.1.59 leaves the path of a curve to the garbage collector, which may free it while Skia draws it: a fault of the process.</remarks>
internal sealed class KeptLines : IPathStrategy
{
    private readonly Straight _lines = new();
    private readonly List<SKPath> _paths = [];

    /// <inheritdoc/>
    public SKPath GetPath(IEnumerable<Pixel> pixels)
    {
        SKPath path = _lines.GetPath(pixels);
        _paths.Add(path);
        return path;
    }
}

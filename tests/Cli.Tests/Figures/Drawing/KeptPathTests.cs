using ScottPlot;
using ScottPlot.Plottables;
using Theory.Cli.Figures.Drawing;
using Theory.Experiments.Figures;

namespace Theory.Cli.Tests.Figures.Drawing;

/// <summary>
/// ScottPlot frees the path of a curve or a marker with corners when the garbage collector likes, at times while Skia draws it, which ends the process: in figures
/// drawn all the time while another thread collects, within a minute.
/// </summary>
public class KeptPathTests
{
    /// <summary>Drawn by calls that need no path.</summary>
    private static readonly MarkerShape[] WithoutCorners =
        [MarkerShape.None, MarkerShape.FilledCircle, MarkerShape.OpenCircle, MarkerShape.FilledSquare, MarkerShape.OpenSquare];

    public static TheoryData<string> Names => [.. Gallery.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPathOfAFigure_LivesUntilItIsDrawn(string name)
    {
        using Plot plot = FigurePlot.Create(Gallery.All[name]);
        Assert.All(plot.GetPlottables<Scatter>(), curve => Assert.True(curve.LineWidth == 0 || curve.PathStrategy is KeptLines));
        Assert.All(
            [.. plot.GetPlottables<Markers>().Select(m => m.MarkerStyle), .. plot.GetPlottables<Scatter>().Select(s => s.MarkerStyle), .. plot.Legend.ManualItems.Select(i => i.MarkerStyle)],
            style => Assert.True(style.Shape == MarkerShape.None || style.Size == 0 || style.CustomRenderer is FigureMarker, $"{style.Shape}"));
    }

    [Fact]
    public void EveryShapeThatASeriesCanAskFor_IsKept()
    {
        MarkerShape[] shapes = [.. Enumerable.Range(0, 12).Select(i => FigureStyle.ShapeOf(new MarkerSeries("", [0], [0]) { Shape = i }, 0))];
        Assert.Equal(10, shapes.Distinct().Count());
        Assert.All(shapes, shape => Assert.True(WithoutCorners.Contains(shape) || FigureMarker.Of(shape).HasCorners, $"{shape}"));
    }
}

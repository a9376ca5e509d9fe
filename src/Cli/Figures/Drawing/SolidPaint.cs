using ScottPlot;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Draws nothing, and takes the dashes of the line before off the paint that all plottables share: markers drawn with them make Skia complain on the error stream.</summary>
internal sealed class SolidPaint : IPlottable
{
    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public IAxes Axes { get; set; } = new Axes();

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    /// <inheritdoc/>
    public void Render(RenderPack rp) => rp.Paint.SKPaint.PathEffect = null;
}

using ScottPlot;
using ScottPlot.Panels;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Empty space at the edge of the page; axis labels would otherwise touch it.</summary>
internal sealed class Spacer : PanelBase
{
    private readonly float _size;

    public Spacer(Edge edge, float size)
    {
        Edge = edge;
        _size = size;
    }

    /// <inheritdoc/>
    public override float Measure(Paint paint) => _size;

    /// <inheritdoc/>
    public override void Render(RenderPack rp, float size, float offset)
    {
    }
}

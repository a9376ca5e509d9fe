using ScottPlot;
using ScottPlot.Panels;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Words to the right of the data, read upwards as those of the vertical axis: what a scale of colours shows.</summary>
internal sealed class SideText : PanelBase
{
    private readonly LabelStyle _label;

    public SideText(string text)
    {
        Edge = Edge.Right;
        _label = new LabelStyle
        {
            Text = TextWrap.Wrap(Subscripts.Typeset(text), EmbeddedFont.Regular, FigureStyle.LegendSize, 0.7f * FigureStyle.Height),
            FontName = EmbeddedFont.Name,
            FontSize = FigureStyle.LegendSize,
            Bold = false,
            ForeColor = FigureStyle.Ink,
            Rotation = -90,
            Alignment = Alignment.UpperCenter,
        };
    }

    /// <inheritdoc/>
    public override float Measure(Paint paint) => _label.Measure(paint).Height + FigureStyle.Margin;

    /// <inheritdoc/>
    public override void Render(RenderPack rp, float size, float offset)
    {
        PixelRect rect = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
        _label.Render(rp.Canvas, new Pixel(rect.Left, rp.DataRect.VerticalCenter), rp.Paint);
    }
}

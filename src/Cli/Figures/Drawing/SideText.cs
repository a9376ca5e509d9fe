using ScottPlot;
using ScottPlot.Panels;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Words to the right of the data, read upwards as those of the vertical axis, a symbol upright: what a scale of colours shows.</summary>
internal sealed class SideText : PanelBase
{
    /// <summary>Up to so many letters are a symbol: lying, a u is taken for an n.</summary>
    private const int LongestSymbol = 2;

    private readonly LabelStyle _label;
    private readonly bool _isUpright;

    public SideText(string text)
    {
        Edge = Edge.Right;
        _isUpright = text.Length <= LongestSymbol;
        _label = new LabelStyle
        {
            Text = TextWrap.Wrap(Subscripts.Typeset(text), EmbeddedFont.Regular, FigureStyle.LegendSize, 0.7f * FigureStyle.Height),
            FontName = EmbeddedFont.Name,
            FontSize = FigureStyle.LegendSize,
            Bold = false,
            ForeColor = FigureStyle.Ink,
            Rotation = _isUpright ? 0 : -90,
            Alignment = _isUpright ? Alignment.MiddleLeft : Alignment.UpperCenter,
        };
    }

    /// <inheritdoc/>
    public override float Measure(Paint paint) => (_isUpright ? _label.Measure(paint).Width : _label.Measure(paint).Height) + FigureStyle.Margin;

    /// <inheritdoc/>
    public override void Render(RenderPack rp, float size, float offset)
    {
        PixelRect rect = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
        _label.Render(rp.Canvas, new Pixel(rect.Left, rp.DataRect.VerticalCenter), rp.Paint);
    }
}

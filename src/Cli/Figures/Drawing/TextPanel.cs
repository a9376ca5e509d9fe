using ScottPlot;
using ScottPlot.Panels;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Wrapped, left-aligned text above or below the data: title, subtitle, annotation.</summary>
internal sealed class TextPanel : PanelBase
{
    private readonly LabelStyle _label;
    private readonly PixelPadding _padding;

    public TextPanel(Edge edge, string text, float size, bool bold, Color color, PixelPadding padding)
    {
        Edge = edge;
        _padding = padding;
        _label = new LabelStyle
        {
            Text = TextWrap.Wrap(
                Subscripts.Typeset(text),
                bold ? EmbeddedFont.Bold : EmbeddedFont.Regular,
                size,
                FigureStyle.Width - (2 * FigureStyle.Margin)),
            FontName = EmbeddedFont.Name,
            FontSize = size,
            Bold = bold,
            ForeColor = color,
            Alignment = Alignment.UpperLeft,
        };
    }

    /// <inheritdoc/>
    public override float Measure(Paint paint) => _label.Measure(paint).Height + _padding.Vertical;

    /// <inheritdoc/>
    public override void Render(RenderPack rp, float size, float offset)
    {
        PixelRect rect = GetPanelRect(rp.DataRect, size, offset, rp.Paint);

        // From the edge of the page, not of the data: the width to wrap at is then known before the layout is.
        _label.Render(rp.Canvas, new Pixel(rp.FigureRect.Left + FigureStyle.Margin, rect.Top + _padding.Top), rp.Paint);
    }
}

using ScottPlot;
using Theory.Experiments.Figures;

namespace Theory.Cli.Figures.Drawing;

/// <summary>A series as it appears in the legend.</summary>
internal static class LegendEntry
{
    public static LegendItem Create(Series series, int hue)
    {
        LegendItem item = new()
        {
            LabelText = TextWrap.Wrap(Subscripts.Typeset(series.Label), EmbeddedFont.Regular, FigureStyle.LegendSize, FigureStyle.LegendWidth),
            MarkerStyle = MarkerStyle.None,
            LineStyle = LineStyle.None,
        };
        item.LabelStyle.OffsetY = FigureStyle.Centering * FigureStyle.LegendSize;
        switch (series)
        {
            case LineSeries line:
                item.LineStyle = SeriesStyle.Curve(line, hue);
                break;
            case ReferenceLine line:
                item.LineStyle = SeriesStyle.Reference(line);
                break;
            case MarkerSeries markers:
                item.MarkerStyle = SeriesStyle.Marker(markers, hue);
                break;
            case BandSeries:
                item.FillColor = SeriesStyle.Band(hue);
                break;
        }

        return item;
    }
}

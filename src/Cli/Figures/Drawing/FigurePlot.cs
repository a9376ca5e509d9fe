using ScottPlot;
using ScottPlot.Panels;
using ScottPlot.TickGenerators;
using Theory.Experiments.Figures;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Turns the description of a figure into a plot that can be rendered.</summary>
internal static class FigurePlot
{
    private const double Padding = 0.04;

    /// <summary>Enough for a marker at the edge of a map to be seen whole.</summary>
    private const double MapPadding = 0.02;

    // How many labels have room; powers of ten are short and of one width.
    private const int HorizontalLabels = 8;
    private const int HorizontalDecades = 11;
    private const int VerticalLabels = 7;
    private const int Layers = 12;

    /// <summary>Creates the plot; the caller disposes it.</summary>
    /// <param name="figure">What is drawn.</param>
    /// <param name="aligned">A figure above or below it, whose abscissae are to be seen at the same places; none unless given.</param>
    public static Plot Create(Figure figure, Figure? aligned = null)
    {
        EmbeddedFont.Register();
        Plot plot = new();
        AddFrame(plot);
        AddText(plot, figure);
        FigureExtent extent = FigureExtent.Of(figure);
        if (extent.X.IsEmpty)
        {
            AddMessage(plot, "no finite data");
            return plot;
        }

        // A map fills the frame: beside it there would be nothing to see.
        double padding = figure.Series.Any(s => s is HeatMapSeries) ? MapPadding : Padding;
        AxisRange across = aligned is not null && FigureExtent.Of(aligned).X is { IsEmpty: false } other ? extent.X.Including(other.Min).Including(other.Max) : extent.X;
        AxisRange x = across.Padded(figure.XAxis.Scale, padding);
        AxisRange y = extent.Y.Padded(figure.YAxis.Scale, padding);
        plot.Axes.SetLimits(x.Min, x.Max, y.Min, y.Max);
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. Ticks(figure.XAxis, x, HorizontalLabels, HorizontalDecades)]);
        plot.Axes.Left.TickGenerator = new NumericManual([.. Ticks(figure.YAxis, y, VerticalLabels, VerticalLabels)]);
        if (figure.HasEqualUnits)
        {
            plot.Axes.SquareUnits();
        }

        new SeriesPainter(plot, figure, y).Paint();
        AddLegend(plot);
        return plot;
    }

    private static IReadOnlyList<Tick> Ticks(FigureAxis axis, AxisRange range, int count, int decades) => axis switch
    {
        { Scale: AxisScale.Log10 } => LogTicks.Generate(range, count, decades),
        { Scale: AxisScale.SymmetricLog10 } => SymmetricTicks.Generate(range, count),
        { IntegerTicks: true } => LinearTicks.Generate(range, Layers, integers: true),
        _ => LinearTicks.Generate(range, count),
    };

    private static void AddFrame(Plot plot)
    {
        plot.Grid.MajorLineColor = FigureStyle.MajorGrid;
        plot.Grid.MajorLineWidth = 1;
        plot.Axes.Title.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Top.MaximumSize = 4;
        plot.Axes.Right.MinimumSize = FigureStyle.Margin;
        plot.Axes.AddPanel(new Spacer(Edge.Left, FigureStyle.Margin * 0.7f));
        foreach (IAxis axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.FrameLineStyle.Color = FigureStyle.Frame;
            axis.MajorTickStyle.Color = FigureStyle.Frame;
            axis.MinorTickStyle.Color = FigureStyle.Frame;
            axis.TickLabelStyle.FontName = EmbeddedFont.Name;
            axis.TickLabelStyle.FontSize = FigureStyle.TickSize;
            axis.TickLabelStyle.ForeColor = FigureStyle.Ink;
        }

        plot.Axes.Left.TickLabelStyle.OffsetY = FigureStyle.Centering * FigureStyle.TickSize;
    }

    private static void AddText(Plot plot, Figure figure)
    {
        // Outwards from the data: what is added last lies at the edge of the page.
        const bool bold = true;
        AddPanel(plot, Edge.Top, figure.Subtitle, FigureStyle.SubtitleSize, !bold, FigureStyle.FaintInk, new PixelPadding(0, 0, 10, -4));
        AddPanel(plot, Edge.Top, figure.Title, FigureStyle.TitleSize, bold, FigureStyle.Ink, new PixelPadding(0, 0, 8, FigureStyle.Margin));
        AddPanel(plot, Edge.Bottom, figure.Annotation, FigureStyle.AnnotationSize, !bold, FigureStyle.FaintInk, new PixelPadding(0, 0, 10, 4));
        plot.Axes.AddPanel(new Spacer(Edge.Bottom, FigureStyle.Margin / 2));
        Style(plot.Axes.Bottom.Label, figure.XAxis.Label, 0.75f * FigureStyle.Width);
        Style(plot.Axes.Left.Label, figure.YAxis.Label, 0.7f * FigureStyle.Height);

        // Into the margin, away from the tick labels.
        plot.Axes.Left.Label.OffsetX = -FigureStyle.Margin / 4;
    }

    private static void AddPanel(Plot plot, Edge edge, string? text, float size, bool bold, Color color, PixelPadding padding)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            plot.Axes.AddPanel(new TextPanel(edge, text, size, bold, color, padding));
        }
    }

    private static void Style(LabelStyle label, string text, float width)
    {
        label.Text = TextWrap.Wrap(Subscripts.Typeset(text), EmbeddedFont.Regular, FigureStyle.AxisLabelSize, width);
        label.FontName = EmbeddedFont.Name;
        label.FontSize = FigureStyle.AxisLabelSize;
        label.Bold = false;
        label.ForeColor = FigureStyle.Ink;
    }

    private static void AddLegend(Plot plot)
    {
        if (plot.Legend.ManualItems.Count == 0)
        {
            return;
        }

        plot.Legend.FontName = EmbeddedFont.Name;
        plot.Legend.FontSize = FigureStyle.LegendSize;
        plot.Legend.FontColor = FigureStyle.Ink;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.BackgroundColor = Colors.Transparent;
        plot.Legend.SymbolWidth = FigureStyle.SymbolWidth;
        plot.Legend.SymbolPadding = 8;
        plot.Legend.Padding = new PixelPadding(0, FigureStyle.Margin, 4, 4);

        // Outside the data: no corner is free in every figure.
        LegendPanel panel = plot.ShowLegend(Edge.Right);
        panel.Alignment = Alignment.UpperLeft;
        panel.Padding = new PixelPadding(0, 0, 0, 0);
    }

    private static void AddMessage(Plot plot, string message)
    {
        plot.Axes.SetLimits(0, 1, 0, 1);
        plot.Axes.Bottom.TickGenerator = new EmptyTickGenerator();
        plot.Axes.Left.TickGenerator = new EmptyTickGenerator();
        plot.HideGrid();
        LabelStyle label = plot.Add.Text(message, 0.5, 0.5).LabelStyle;
        label.FontName = EmbeddedFont.Name;
        label.FontSize = FigureStyle.TitleSize;
        label.ForeColor = FigureStyle.FaintInk;
        label.Alignment = Alignment.MiddleCenter;
    }
}

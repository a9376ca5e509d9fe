using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.Plottables;
using Theory.Experiments.Figures;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Adds a map of colours and its scale to a plot.</summary>
internal static class HeatMapPainter
{
    /// <summary>Blue for negative, white for 0, red for positive values; readable without red-green vision.</summary>
    private static readonly WithinRange Colours = new(
    [
        Color.FromHex("#2166AC"), Color.FromHex("#67A9CF"), Color.FromHex("#D1E5F0"), Color.FromHex("#FFFFFF"),
        Color.FromHex("#FDDBC7"), Color.FromHex("#EF8A62"), Color.FromHex("#B2182B"),
    ]);

    private static readonly Color NoValue = Color.FromHex("#BDBDBD");

    public static void Add(Plot plot, HeatMapSeries map)
    {
        int columns = map.Values.Count;
        int rows = map.Values[0].Count;
        double[,] cells = new double[rows, columns];
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                // The first row of cells is the upper one.
                double value = map.Values[i][rows - 1 - j];
                cells[j, i] = double.IsFinite(value) ? Math.Clamp(value, -map.Limit, map.Limit) : double.NaN;
            }
        }

        Heatmap heatmap = plot.Add.Heatmap(cells);
        heatmap.Position = new CoordinateRect(map.X.From, map.X.To, map.Y.From, map.Y.To);
        heatmap.CellAlignment = Alignment.MiddleCenter;
        heatmap.Colormap = Colours;
        heatmap.ManualRange = new ScottPlot.Range(-map.Limit, map.Limit);
        heatmap.NaNCellColor = NoValue;
        ScottPlot.Panels.ColorBar bar = plot.Add.ColorBar(heatmap);
        bar.Label = map.Label;
        bar.LabelStyle.FontName = EmbeddedFont.Name;
        bar.LabelStyle.FontSize = FigureStyle.LegendSize;
        bar.LabelStyle.Bold = false;
        bar.LabelStyle.ForeColor = FigureStyle.Ink;
        bar.Axis.TickLabelStyle.FontName = EmbeddedFont.Name;
        bar.Axis.TickLabelStyle.FontSize = FigureStyle.TickSize;
        bar.Axis.TickLabelStyle.ForeColor = FigureStyle.Ink;
    }

    /// <summary>The interpolation of ScottPlot 5.1.59 has no colour for a position that rounding puts at 1 or beyond.</summary>
    private sealed class WithinRange(Color[] colours) : IColormap
    {
        private readonly CustomInterpolated _colours = new(colours);

        public string Name => _colours.Name;

        public Color GetColor(double position) => _colours.GetColor(Math.Clamp(position, 0, 1 - 1e-9));
    }
}

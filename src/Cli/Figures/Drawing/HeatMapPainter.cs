using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
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

    /// <summary>A grid of fewer cells would be seen as steps.</summary>
    private const int FinestCells = 240;

    private const int BarLabels = 10;

    private static readonly Color NoValue = Color.FromHex("#BDBDBD");

    public static void Add(Plot plot, HeatMapSeries map)
    {
        Heatmap heatmap = plot.Add.Heatmap(Cells(map));
        heatmap.Position = new CoordinateRect(map.X.From, map.X.To, map.Y.From, map.Y.To);
        heatmap.CellAlignment = Alignment.MiddleCenter;
        heatmap.Colormap = Colours;
        heatmap.ManualRange = new ScottPlot.Range(-map.Limit, map.Limit);
        heatmap.NaNCellColor = NoValue;
        ScottPlot.Panels.ColorBar bar = plot.Add.ColorBar(heatmap);
        bar.Axis.TickLabelStyle.FontName = EmbeddedFont.Name;
        bar.Axis.TickLabelStyle.FontSize = FigureStyle.TickSize;
        bar.Axis.TickLabelStyle.ForeColor = FigureStyle.Ink;
        bar.Axis.TickLabelStyle.OffsetY = FigureStyle.Centering * FigureStyle.TickSize;

        // The bar's own label is read downwards, where a u looks like an n, and has no room measured for it.
        plot.Axes.AddPanel(new SideText(map.Label));
        bar.Axis.TickGenerator = new NumericManual([.. LinearTicks.Generate(new AxisRange(-map.Limit, map.Limit), BarLabels)]);
    }

    /// <summary>The values between the points of the grid as well, by linear interpolation, where it is coarser than the figure and no matrix; rows from above.</summary>
    internal static double[,] Cells(HeatMapSeries map)
    {
        (int columns, int rows) = (map.Values.Count, map.Values[0].Count);
        (int across, int along) = map.IsMatrix ? (1, 1) : (Parts(columns), Parts(rows));
        double[,] cells = new double[((rows - 1) * along) + 1, ((columns - 1) * across) + 1];
        for (int j = 0; j < cells.GetLength(0); j++)
        {
            for (int i = 0; i < cells.GetLength(1); i++)
            {
                double value = Between(map, (double)i / across, (double)(cells.GetLength(0) - 1 - j) / along);
                cells[j, i] = double.IsFinite(value) ? Math.Clamp(value, -map.Limit, map.Limit) : double.NaN;
            }
        }

        return cells;
    }

    private static int Parts(int points) => (FinestCells + points - 2) / (points - 1);

    /// <summary>Beside a cell without a value, the nearest.</summary>
    private static double Between(HeatMapSeries map, double column, double row)
    {
        (int i, int j) = (Math.Min((int)column, map.Values.Count - 2), Math.Min((int)row, map.Values[0].Count - 2));
        (double x, double y) = (column - i, row - j);
        IReadOnlyList<double> left = map.Values[i];
        IReadOnlyList<double> right = map.Values[i + 1];
        double value = ((1 - x) * (((1 - y) * left[j]) + (y * left[j + 1]))) + (x * (((1 - y) * right[j]) + (y * right[j + 1])));
        return double.IsFinite(value) ? value : map.Values[(int)Math.Round(column)][(int)Math.Round(row)];
    }

    /// <summary>The interpolation of ScottPlot 5.1.59 has no colour for a position that rounding puts at 1 or beyond.</summary>
    private sealed class WithinRange(Color[] colours) : IColormap
    {
        private readonly CustomInterpolated _colours = new(colours);

        public string Name => _colours.Name;

        public Color GetColor(double position) => _colours.GetColor(Math.Clamp(position, 0, 1 - 1e-9));
    }
}

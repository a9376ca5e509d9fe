using Theory.Cli.Figures.Drawing;
using Theory.Experiments.Figures;

namespace Theory.Cli.Tests.Figures.Drawing;

public sealed class HeatMapPainterTests
{
    /// <summary>Twenty columns were drawn as twenty bars.</summary>
    [Fact]
    public void CoarseMaps_AreDrawnWithoutSteps()
    {
        double[][] values = [.. Enumerable.Range(0, 21).Select(i => Enumerable.Range(0, 11).Select(j => (2.0 * i) - j).ToArray())];
        double[,] cells = HeatMapPainter.Cells(new HeatMapSeries("", (0, 1), (0, 1), values, 100));
        Assert.InRange(cells.GetLength(1), 240, 300);
        Assert.Equal((values[0][10], values[20][0]), (cells[0, 0], cells[cells.GetLength(0) - 1, cells.GetLength(1) - 1]));

        // A plane stays one.
        double step = 40.0 / (cells.GetLength(1) - 1);
        Assert.All(Enumerable.Range(1, cells.GetLength(1) - 1), i => Assert.Equal(step, cells[3, i] - cells[3, i - 1], 1e-9));
    }

    /// <summary>Between the correlations of input 1 and input 2 there is none.</summary>
    [Fact]
    public void Matrices_AreDrawnEntryByEntry_AndWhole()
    {
        HeatMapSeries matrix = new("", (1, 3), (1, 3), [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]], 1) { IsMatrix = true };
        Assert.Equal([0, 0.5, 1, 0.5, 1, 0.5, 1, 0.5, 0], HeatMapPainter.Cells(matrix).Cast<double>());
        var extent = FigureExtent.Of(new Figure("", new FigureAxis(""), new FigureAxis(""), [matrix]));
        Assert.Equal((new AxisRange(0.5, 3.5), new AxisRange(0.5, 3.5)), (extent.X, extent.Y));
    }

    [Fact]
    public void CellsWithoutAValue_TakeNothingFromTheirNeighbours()
    {
        double[][] values = [[1, 1], [1, 1], [double.NaN, double.NaN]];
        double[,] cells = HeatMapPainter.Cells(new HeatMapSeries("", (0, 1), (0, 1), values, 2));
        double[] row = [.. Enumerable.Range(0, cells.GetLength(1)).Select(i => cells[0, i])];
        int absent = row.Count(double.IsNaN);
        Assert.InRange((double)absent / row.Length, 0.2, 0.3);
        Assert.All(row[..^absent], v => Assert.Equal(1, v));
        Assert.All(row[^absent..], v => Assert.True(double.IsNaN(v)));
    }
}

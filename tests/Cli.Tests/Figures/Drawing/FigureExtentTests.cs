using Theory.Cli.Figures.Drawing;
using Theory.Experiments.Figures;

namespace Theory.Cli.Tests.Figures.Drawing;

public class FigureExtentTests
{
    private static FigureExtent Of(AxisScale scale, params Series[] series) =>
        FigureExtent.Of(new Figure("t", new FigureAxis("x"), new FigureAxis("y", scale), series));

    [Fact]
    public void PointsThatAreNotFinite_AreLeftOut()
    {
        FigureExtent extent = Of(
            AxisScale.Linear,
            new LineSeries("l", [0, 1, 2, double.NaN, double.PositiveInfinity], [5, double.NaN, 7, 100, 100]));

        Assert.Equal(new AxisRange(0, 2), extent.X);
        Assert.Equal(new AxisRange(5, 7), extent.Y);
    }

    [Fact]
    public void NonPositiveValues_AreLeftOutOfALogarithmicAxis_PointByPoint() =>
        Assert.Equal(new AxisRange(1, 2), Of(AxisScale.Log10, new LineSeries("l", [0, 1, 2, 3], [10, -1, 0, 100])).Y);

    [Fact]
    public void ErrorBars_WidenTheRange() =>
        Assert.Equal(new AxisRange(3, 7), Of(AxisScale.Linear, new MarkerSeries("m", [0], [5], [2])).Y);

    [Fact]
    public void ErrorBarsThatReachZero_DoNotStretchALogarithmicAxisDownwards() =>
        Assert.Equal(new AxisRange(0, Math.Log10(3)), Of(AxisScale.Log10, new MarkerSeries("m", [0], [1], [2])).Y);

    [Fact]
    public void ErrorBarsThatNearlyReachZero_StretchALogarithmicAxisByOneDecade() =>
        Assert.Equal(-1, Of(AxisScale.Log10, new MarkerSeries("m", [0], [1], [1 - 1e-12])).Y.Min);

    [Fact]
    public void UnknownErrors_LeaveThePoint() =>
        Assert.Equal(new AxisRange(5, 5), Of(AxisScale.Linear, new MarkerSeries("m", [0], [5], [double.NaN])).Y);

    [Fact]
    public void ReferenceLine_WidensTheRangeOfData_ButIsNoDataItself()
    {
        Assert.Equal(new AxisRange(1, 5), Of(AxisScale.Linear, new LineSeries("l", [0], [5]), new ReferenceLine("r", 1)).Y);
        Assert.True(Of(AxisScale.Linear, new ReferenceLine("r", 1)).Y.IsEmpty);
    }

    [Theory]
    [InlineData(1, 1 + 2e-16)]
    [InlineData(0, 0)]
    [InlineData(0, 1e-310)]
    [InlineData(-1e300, 1e300)]
    public void Padding_GivesEveryRangeRoom(double min, double max)
    {
        AxisRange range = new AxisRange(min, max).Padded(AxisScale.Linear, 0.04);

        Assert.InRange(range.Span, 0.05 * Math.Abs(min), double.MaxValue);
        Assert.True(range.Min < min && range.Max > max);
    }
}

using ScottPlot;
using Theory.Cli.Figures.Drawing;
using Theory.Experiments.Figures;

namespace Theory.Cli.Tests.Figures.Drawing;

public sealed class SymmetricTicksTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-30000)]
    public void Values_ArePlacedOddly_AroundZero(double value) =>
        Assert.Equal(-AxisScale.SymmetricLog10.Project(value), AxisScale.SymmetricLog10.Project(-value));

    [Fact]
    public void NearZeroItIsLinear_FarFromItLogarithmic()
    {
        Assert.Equal(1e-3 / Math.Log(10), AxisScale.SymmetricLog10.Project(1e-3), 1e-6);
        Assert.Equal(1, AxisScale.SymmetricLog10.Project(1e9) - AxisScale.SymmetricLog10.Project(1e8), 1e-8);
        Assert.True(double.IsNaN(AxisScale.SymmetricLog10.Project(double.PositiveInfinity)));
    }

    [Theory]
    [InlineData(-4.6, 3.9)]
    [InlineData(-0.5, 0.5)]
    [InlineData(0.2, 300)]
    public void Labels_AreDistinct_FewAndOfOneKind(double min, double max)
    {
        IReadOnlyList<Tick> ticks = SymmetricTicks.Generate(new AxisRange(min, max), 7);
        string[] labels = [.. ticks.Where(t => t.IsMajor).Select(t => t.Label)];
        Assert.Equal(labels.Distinct(), labels);
        Assert.InRange(labels.Length, 1, 17);
        Assert.DoesNotContain(labels, l => l.Contains('-', StringComparison.Ordinal));
        Assert.All(ticks, t => Assert.InRange(t.Position, min, max));
    }
}

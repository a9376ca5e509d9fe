using FsCheck;
using FsCheck.Xunit;
using ScottPlot;
using Theory.Cli.Figures.Drawing;

namespace Theory.Cli.Tests.Figures.Drawing;

public class LinearTicksTests
{
    private static string[] Labels(double min, double max, bool integers = false) =>
        [.. LinearTicks.Generate(new AxisRange(min, max), 8, integers).Where(t => t.IsMajor).Select(t => t.Label)];

    [Fact]
    public void Labels_HaveTheDecimalsOfTheStep() => Assert.Equal(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], Labels(-0.04, 1.04));

    [Fact]
    public void NegativeNumbers_HaveATrueMinusSign() => Assert.Equal(["−3", "−2", "−1", "0", "1", "2", "3"], Labels(-3.2, 3.2));

    [Fact]
    public void SmallNumbers_ShareOnePowerOfTen() => Assert.Equal(["−2×10⁻⁷", "−1×10⁻⁷", "0", "1×10⁻⁷", "2×10⁻⁷"], Labels(-2.6e-7, 2.6e-7));

    [Fact]
    public void LargeNumbers_ShareOnePowerOfTen() => Assert.Equal(["0", "0.5×10⁶", "1.0×10⁶", "1.5×10⁶"], Labels(0, 1.9e6 * 2).Take(4));

    [Fact]
    public void IntegerTicks_AreNeverBetweenLayers() => Assert.Equal(["1", "2", "3"], Labels(0.9, 3.1, integers: true));

    [Fact]
    public void IntegerTicks_HaveNoMinorTicks() =>
        Assert.All(LinearTicks.Generate(new AxisRange(0.9, 3.1), 8, integers: true), t => Assert.True(t.IsMajor));

    [Property]
    public void Ticks_LieInTheRange_AndFitTheCount(NormalFloat a, NormalFloat width)
    {
        AxisRange range = new(a.Get, a.Get + Math.Max(Math.Abs(width.Get), Math.Max(1e-200, 1e-8 * Math.Abs(a.Get))));

        IReadOnlyList<Tick> ticks = LinearTicks.Generate(range, 8);

        Assert.InRange(ticks.Count(t => t.IsMajor), 1, 9);
        Assert.All(ticks, t => Assert.InRange(t.Position, range.Min - (1e-6 * range.Span), range.Max + (1e-6 * range.Span)));
        Assert.Equal(ticks.Count(t => t.IsMajor), ticks.Where(t => t.IsMajor).Select(t => t.Label).Distinct().Count());
    }
}

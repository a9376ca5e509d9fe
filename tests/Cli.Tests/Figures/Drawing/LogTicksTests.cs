using ScottPlot;
using Theory.Cli.Figures.Drawing;

namespace Theory.Cli.Tests.Figures.Drawing;

public class LogTicksTests
{
    private static string[] Labels(double min, double max) =>
        [.. LogTicks.Generate(new AxisRange(min, max), 7, 7).Where(t => t.IsMajor).OrderBy(t => t.Position).Select(t => t.Label)];

    [Fact]
    public void Decades_LieAtWholeNumbers_AndMinorTicksAtLogarithmsOfDigits()
    {
        IReadOnlyList<Tick> ticks = LogTicks.Generate(new AxisRange(-1, 2), 7, 7);

        Assert.Equal([-1, 0, 1, 2], ticks.Where(t => t.IsMajor).Select(t => t.Position));
        Assert.Equal(
            [Math.Log10(2) - 1, Math.Log10(3) - 1, Math.Log10(4) - 1],
            ticks.Where(t => !t.IsMajor).Select(t => t.Position).Order().Take(3));
        Assert.Equal(3 * 8, ticks.Count(t => !t.IsMajor));
    }

    [Fact]
    public void SmallExponents_AreWrittenOut() => Assert.Equal(["0.01", "0.1", "1", "10", "100"], Labels(-2, 2));

    [Fact]
    public void LargeExponents_AreWrittenAsPowers() => Assert.Equal(["10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹"], Labels(-4, 1));

    [Fact]
    public void ManyDecades_AreLabelledAtEqualSteps() =>
        Assert.Equal(["10⁻³", "10⁰", "10³", "10⁶", "10⁹", "10¹²"], Labels(-3.2, 12.4));

    [Fact]
    public void OneDecade_IsLabelledAtTwoAndFive() => Assert.Equal(["1", "2", "5", "10"], Labels(-0.05, 1.05));

    [Fact]
    public void OneDecadeFarFromOne_IsLabelledWithPowers() => Assert.Equal(["10⁻⁸", "2×10⁻⁸", "5×10⁻⁸", "10⁻⁷"], Labels(-8.05, -6.95));

    [Fact]
    public void FractionOfADecade_IsLabelledAtRoundValues()
    {
        IReadOnlyList<Tick> ticks = LogTicks.Generate(new AxisRange(Math.Log10(0.98), Math.Log10(1.05)), 8, 11);

        Assert.Contains(ticks, t => t.IsMajor && t.Label == "1.00" && t.Position == 0);
        Assert.Contains(ticks, t => t.IsMajor && t.Label == "1.02" && Math.Abs(t.Position - Math.Log10(1.02)) < 1e-15);
    }

    [Theory]
    [InlineData(-323.5, 308)]
    [InlineData(-323.3, -323.1)]
    [InlineData(307.9, 308.2)]
    public void EndsOfTheNumberRange_AreSurvived(double min, double max) =>
        Assert.All(LogTicks.Generate(new AxisRange(min, max), 7, 7), t => Assert.InRange(t.Position, min - 1e-9, max + 1e-9));
}

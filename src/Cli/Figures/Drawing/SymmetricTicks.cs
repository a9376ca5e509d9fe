using ScottPlot;
using Theory.Experiments.Figures;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Ticks of a symmetric logarithmic axis: 0 and powers of ten of either sign.</summary>
internal static class SymmetricTicks
{
    /// <summary>Where the axis spans less, there is room for ±1 beside 0.</summary>
    private const double ShortAxis = 4;

    /// <summary>Powers of ten up to this are written out, provided that all labels of the axis are.</summary>
    private const int PlainExponent = 3;

    /// <summary>At most about <paramref name="count"/> labelled ticks, and unlabelled ones at the other powers of ten.</summary>
    /// <param name="range">The part of the axis that is shown, projected.</param>
    /// <param name="count">How many labels have room.</param>
    public static IReadOnlyList<Tick> Generate(AxisRange range, int count)
    {
        int first = range.Span < ShortAxis ? 0 : 1;
        int largest = (int)Math.Max(Math.Abs(range.Min), Math.Abs(range.Max));
        int step = Enumerable.Range(1, Math.Max(1, largest)).First(s => range.Span / s < count || s >= largest);
        List<Tick> ticks = [Tick.Major(0, "0")];
        for (int n = first; n <= largest; n++)
        {
            double at = AxisScale.SymmetricLog10.Project(Math.Pow(10, n));
            string label = largest <= PlainExponent ? TickLabels.Fixed(Math.Pow(10, n), 0) : TickLabels.PowerOfTen(n);
            bool isMajor = (n - first) % step == 0;
            ticks.Add(isMajor ? Tick.Major(at, label) : Tick.Minor(at));
            ticks.Add(isMajor ? Tick.Major(-at, "−" + label) : Tick.Minor(-at));
        }

        return [.. ticks.Where(t => t.Position >= range.Min && t.Position <= range.Max)];
    }
}

using System.Text.RegularExpressions;
using Theory.Experiments.Figures;
using Theory.Numerics.Design;

namespace Theory.Cli.Charts;

/// <summary>What the members of a family have, over its parameter, and where they have what was wanted.</summary>
internal static partial class DesignFigure
{
    /// <summary>Values beyond this times the median are beside a pole, where s'(0) = 0, and would hide the rest.</summary>
    private const double BesidePole = 8;

    /// <summary>a1 and b1, with the members that were wanted.</summary>
    public static Figure Expansion(DesignResult result, IReadOnlyList<DesignedMember> members)
    {
        (double from, double to) = (members.Min(m => m.Value), members.Max(m => m.Value));
        DesignSolution[] wanted = [.. result.Solutions.Where(s => s.A1 is not null && s.Value >= from && s.Value <= to)];
        DesignInterval[] ranges = [.. result.Intervals.Where(i => i.To >= from && i.From <= to)];
        return Of(
            result,
            [
                .. Curves(members, ("a₁", m => m.A1), ("b₁", m => m.B1)),
                .. wanted.Length == 0 ? (Series[])[] : [new MarkerSeries("wanted", wanted.Select(s => s.Value), wanted.Select(s => s.A1!.Value)) { Hue = 2 }],
                .. ranges.Select((i, n) => (Series)new LineSeries(n == 0 ? "wanted" : "", [Math.Max(from, i.From), Math.Min(to, i.To)], [0, 0]) { Hue = 2 }),
                new ReferenceLine("", 0),
            ],
            AxisScale.Linear,
            "a₁, b₁");
    }

    /// <summary>The critical points: K*, C_b, C_W and the basin of K* = 0.</summary>
    public static Figure Critical(DesignResult result, IReadOnlyList<DesignedMember> members) => Of(
        result,
        Curves(members, ("K* > 0", m => m.Beyond?.K), ("its C_b", m => m.Beyond?.Cb), ("its C_W", m => m.Beyond?.Cw), ("C_W at K* = 0", m => m.AtZero?.Cw), ("basin of K* = 0", Basin)),
        AxisScale.Log10,
        "critical points");

    private static Figure Of(DesignResult result, Series[] series, AxisScale scale, string label) => new(
        $"{Typography.NameOf(result.Family.Text)}: {string.Join(" and ", result.Wishes.Select(w => Coefficient().Replace(w.Text, m => m.Value[0] == 'a' ? "a₁" : "b₁").Replace("=", " = ", StringComparison.Ordinal)))}", new FigureAxis(result.Family.Parameter.Name), new FigureAxis(label, scale), series);

    private static Series[] Curves(IReadOnlyList<DesignedMember> members, params (string Label, Func<DesignedMember, double?> Value)[] columns)
    {
        DesignedMember[] rising = [.. members.OrderBy(m => m.Value)];
        return [.. columns.Select((c, i) => (Series?)Curve(c.Label, rising, c.Value, i)).OfType<Series>()];
    }

    private static LineSeries? Curve(string label, DesignedMember[] members, Func<DesignedMember, double?> value, int hue)
    {
        double[] values = [.. members.Select(m => value(m) ?? double.NaN)];
        double[] sizes = [.. values.Where(double.IsFinite).Select(Math.Abs).Order()];
        return sizes.Length == 0 ? null
            : new LineSeries(label, members.Select(m => m.Value), values.Select(v => Math.Abs(v) > BesidePole * Math.Max(1, sizes[sizes.Length / 2]) ? double.NaN : v)) { Hue = hue };
    }

    /// <summary>The upper end of the basin of K* = 0; null where it is unbounded, or not one.</summary>
    private static double? Basin(DesignedMember member)
    {
        int zero = member.Classification?.CriticalPoints.ToList().FindIndex(p => p.K == 0) ?? -1;
        return zero >= 0 && member.Basins[zero] is { } basin && double.IsFinite(basin.To) ? basin.To : null;
    }

    [GeneratedRegex(@"\b[ab]1\b")]
    private static partial Regex Coefficient();
}

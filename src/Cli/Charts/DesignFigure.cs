using Theory.Experiments.Figures;
using Theory.Numerics.Design;

namespace Theory.Cli.Charts;

/// <summary>What the members of a family have, over its parameter, and where they have what was wanted.</summary>
internal static class DesignFigure
{
    /// <summary>a1 and b1 above; C_b, C_W, K* and the basin below.</summary>
    public static Figure Of(DesignResult result, IReadOnlyList<DesignedMember> members)
    {
        string parameter = result.Family.Parameter.Name;
        double[] t = [.. members.Select(m => m.Value)];
        double[] Column(Func<DesignedMember, double?> value) => [.. members.Select(m => value(m) ?? double.NaN)];
        (string Label, double[] Values)[] expansion = [("a₁", Column(m => m.A1)), ("b₁", Column(m => m.B1))];
        (string Label, double[] Values)[] points =
        [
            ("K* > 0", Column(m => m.Beyond?.K)),
            ("C_b there", Column(m => m.Beyond?.Cb)),
            ("C_W there", Column(m => m.Beyond?.Cw)),
            ("C_W at K* = 0", Column(m => m.AtZero?.Cw)),
            ("basin of K* = 0", Column(Basin)),
        ];
        Figure lower = Panel(points.Where(c => c.Values.Any(double.IsFinite)), 2) is { Length: > 0 } some ? new Figure("", new FigureAxis(parameter), new FigureAxis(""), some) : null!;
        Series[] upper = [.. Panel(expansion.Where(c => c.Values.Any(double.IsFinite)), 0), .. Wanted()];
        string wanted = string.Join(" and ", result.Wishes.Select(w => w.Text));
        return upper.Length > Wanted().Count() || lower is null
            ? new Figure($"{result.Family.Text}: {wanted}", new FigureAxis(parameter), new FigureAxis(""), upper) { Residuals = lower }
            : lower with { Title = $"{result.Family.Text}: {wanted}" };

        Series[] Panel(IEnumerable<(string Label, double[] Values)> columns, int hue) =>
            [.. columns.Select((c, i) => (Series)new LineSeries(c.Label, t, c.Values) { Hue = hue + i })];

        IEnumerable<Series> Wanted()
        {
            DesignSolution[] shown = [.. result.Solutions.Where(s => s.A1 is not null && s.Value >= t[0] && s.Value <= t[^1])];
            if (shown.Length > 0)
            {
                yield return new MarkerSeries("wanted", shown.Select(s => s.Value), shown.Select(s => s.A1!.Value)) { Hue = 7 };
            }

            yield return new ReferenceLine("", 0);
        }
    }

    /// <summary>The upper end of the basin of K* = 0; null where it is unbounded, or not one.</summary>
    private static double? Basin(DesignedMember member)
    {
        int zero = member.Classification?.CriticalPoints.ToList().FindIndex(p => p.K == 0) ?? -1;
        return zero >= 0 && member.Basins[zero] is { } basin && double.IsFinite(basin.To) ? basin.To : null;
    }
}

using Theory.Experiments.Figures;
using Theory.Experiments.Fitting;

namespace Theory.Experiments.Depths;

/// <summary>The figure of networks initialised as advised and otherwise.</summary>
internal static class AdviceFigures
{
    // Ratios beyond are those of networks that diverge: they are drawn at the edge.
    private const double Edge = 1e4;

    /// <summary>The advised median loss over that of every other start, case by case.</summary>
    public static Figure Ratios(FittingWork work, IReadOnlyList<AdviceRow> rows)
    {
        (string, string, int)[] cases = [.. rows.Select(CaseOf).Distinct()];
        List<Series> series = [];
        foreach ((string label, int i) in AdviceCatalogue.Others.Select((l, i) => (l, i)))
        {
            AdviceRow[] own = [.. rows.Where(r => r.Outcome.Setting.Label == label)];
            double[] x = [.. own.Select(r => Array.IndexOf(cases, CaseOf(r)) + 1 + (0.2 * (i - 1)))];
            series.Add(new MarkerSeries(label, x, own.Select(r => Math.Clamp(r.Against!.Ratio, 1 / Edge, Edge))) { Hue = i, Shape = i });
        }

        return new Figure(
            "Median loss as advised, over that of other starts",
            new FigureAxis("case, in the order of the table") { IntegerTicks = true },
            new FigureAxis("advised / other", AxisScale.Log10),
            [.. series, new ReferenceLine("equal", 1)])
        {
            Subtitle = $"width {FittingWork.Width}, {work.Models} networks each, {work.Steps} steps; below 1 the advice is better",
            Annotation = "Ratios of medians over networks; those beyond the edges, where the other start diverges or vanishes, are drawn at 1E-4 and 1E+4.",
        };

        static (string, string, int) CaseOf(AdviceRow r) => (r.Outcome.Target.Name, r.Outcome.Setting.Activation, r.Outcome.Setting.HiddenLayers);
    }
}

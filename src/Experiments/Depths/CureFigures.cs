using Theory.Experiments.Figures;
using Theory.Experiments.Fitting;
using Theory.Experiments.Reporting;

namespace Theory.Experiments.Depths;

/// <summary>The figure of MRePU about 0 and about its inflection.</summary>
internal static class CureFigures
{
    // Medians beyond are those of networks that diverge: they are drawn at the edge.
    private const double Edge = 1e2;

    /// <summary>The final loss over the number of hidden layers.</summary>
    public static Figure Losses(FittingWork work, IReadOnlyList<DepthsRow> rows)
    {
        List<Series> series = [];
        foreach ((string label, int i) in CureCatalogue.Labels.Select((l, i) => (l, i)))
        {
            DepthsRow[] own = [.. rows.Where(r => r.Outcome.Setting.Label == label)];
            double[] x = [.. own.Select(r => (double)r.Outcome.Setting.HiddenLayers)];
            double[] median = [.. own.Select(r => Math.Min(r.RelativeLoss, Edge))];
            series.Add(new BandSeries("", x, own.Select(r => Math.Min(r.Outcome.RelativeLoss(0.16), Edge)), own.Select(r => Math.Min(r.Outcome.RelativeLoss(0.84), Edge))) { Hue = i });
            series.Add(new LineSeries("", x, median) { Hue = i });
            series.Add(new MarkerSeries(label, x, median) { Hue = i, Shape = i });
        }

        return new Figure(
            $"Final loss over depth, f = {Typography.Formula(rows[0].Outcome.Target.Formula)}",
            new FigureAxis("hidden layers", AxisScale.Log10),
            new FigureAxis("loss / best constant's", AxisScale.Log10),
            [.. series, new ReferenceLine("best constant", 1)])
        {
            Subtitle = $"width {FittingWork.Width}, {work.Models} networks each, {work.Steps} steps of {CureReport.Optimizer(work)}",
            Annotation = $"Markers: median over networks, those that diverged being infinitely bad; bands: 16% to 84%; all at most {Format.Number(Edge)}, where they end.",
        };
    }
}

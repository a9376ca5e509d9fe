using Theory.Experiments.Figures;
using Theory.Experiments.Fitting;
using Theory.Experiments.Reporting;

namespace Theory.Experiments.Depths;

/// <summary>Figures of networks of several depths.</summary>
internal static class DepthsFigures
{
    // Beyond a thousand times the best constant's loss, curves of diverging networks would press all others together.
    private const double Worst = 1e3;

    // The open forms of the filled shapes 0, 3 and 4.
    private const int OpenCircle = 5;
    private const int OpenDiamond = 8;
    private const int OpenTriangle = 9;

    /// <summary>The final loss over the number of hidden layers.</summary>
    public static Figure Losses(FittingWork work, IReadOnlyList<DepthsRow> rows)
    {
        string[] labels =
        [
            FittingCatalogue.MRePU, FittingCatalogue.ReLU, FittingCatalogue.GELU, FittingCatalogue.Tanh, FittingCatalogue.RePU, FittingCatalogue.MRePUOfPaperSquared,
        ];
        List<Series> bands = [];
        List<Series> lines = [];
        List<string> absent = [];
        for (int i = 0; i < labels.Length; i++)
        {
            DepthsRow[] own = [.. rows.Where(r => r.Outcome.Setting.Label == labels[i])];
            if (!own.Any(r => r.RelativeLoss < Worst))
            {
                absent.Add(labels[i]);
                continue;
            }

            double[] x = [.. own.Select(r => (double)r.Outcome.Setting.HiddenLayers)];
            double[] median = [.. own.Select(r => r.RelativeLoss < Worst ? r.RelativeLoss : double.NaN)];
            bands.Add(new BandSeries("", x, own.Select(r => Inside(r, 0.16)), own.Select(r => Inside(r, 0.84))) { Hue = i });
            lines.Add(new LineSeries("", x, median) { Hue = i });
            lines.Add(new MarkerSeries(labels[i], x, median) { Hue = i });
        }

        FittingOutcome first = rows[0].Outcome;
        return new Figure(
            $"Final loss over depth, f = {Typography.Formula(first.Target.Formula)}",
            new FigureAxis("hidden layers") { IntegerTicks = true },
            new FigureAxis("loss / best constant's", AxisScale.Log10),
            [.. bands, .. lines, new ReferenceLine("best constant", 1)])
        {
            Subtitle = $"width {FittingWork.Width}, {work.Models} networks each, {work.Steps} steps of {work.Optimizer.Name} {Format.Number(work.Optimizer.LearningRate)}",
            Annotation = $"Markers: median over networks, those that diverged being infinitely bad; bands, where they end in the figure: 16% to 84%. "
                + "A marker that is missing lies beyond." + (absent.Count == 0 ? "" : $" Nowhere in the figure: {string.Join(", ", absent)}."),
        };
    }

    /// <summary>The share of networks that fail over V/(nK²), all targets together.</summary>
    public static Figure Failures(FittingWork work, IReadOnlyList<DepthsRow> rows)
    {
        // A marker for each kind, of the same colour for the same activation; those of which no network fails coincide at 0.
        Dictionary<string, (int Hue, int Shape)> styles = new()
        {
            [FittingCatalogue.MRePU] = (0, 0),
            [FittingCatalogue.MRePUOfPaperSquared] = (1, 1),
            [FittingCatalogue.RePU] = (2, 2),
            [FittingCatalogue.ReLU] = (3, 3),
            [FittingCatalogue.ReLUOfPaper] = (3, OpenDiamond),
            [FittingCatalogue.GELU] = (4, 4),
            [FittingCatalogue.GELUOfPaper] = (4, OpenTriangle),
            [FittingCatalogue.Tanh] = (6, OpenCircle),
        };
        List<Series> series = [];
        foreach (var kind in rows.Where(r => r.Theory.Fluctuation is > 0).GroupBy(r => r.Outcome.Setting.Label).Where(g => g.Key != FittingCatalogue.MRePUOfPaper))
        {
            // The prediction is the same for all targets where C_W is.
            (double X, double Share, double Error)[] points =
            [
                .. kind.GroupBy(r => (r.Outcome.Setting.HiddenLayers, r.Outcome.Setting.Cw)).Select(g =>
                {
                    double networks = g.Sum(r => r.Networks);
                    double share = g.Sum(r => r.Failed) / networks;
                    return (g.First().Theory.Fluctuation!.Value, share, Math.Sqrt(share * (1 - share) / networks));
                }).OrderBy(p => p.Item1),
            ];
            series.Add(new MarkerSeries(kind.Key, points.Select(p => p.X), points.Select(p => p.Share), points.Select(p => p.Error)) { Hue = styles[kind.Key].Hue, Shape = styles[kind.Key].Shape });
        }

        return new Figure(
            "Networks that fail, over the fluctuation that theory predicts",
            new FigureAxis("V/(nK²) of the last layer", AxisScale.Log10),
            new FigureAxis("share of networks that diverged or did not learn"),
            series)
        {
            Subtitle = $"{string.Join(", ", rows.Select(r => r.Outcome.Setting.HiddenLayers).Distinct())} hidden layers of width {FittingWork.Width}, {work.Models} networks for each target, {work.Steps} steps",
            Annotation = "Bars: ± one standard error. Without networks whose kernel explodes at infinite width. Markers at 0 may hide one another.",
        };
    }

    // A band that leaves the figure would cover the others.
    private static double Inside(DepthsRow row, double q) => row.Outcome.RelativeLoss(0.84) < Worst ? row.Outcome.RelativeLoss(q) : double.NaN;
}

using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;

namespace Theory.Experiments.FiniteWidth;

/// <summary>Deviations from infinite width, and what the term of order 1/n leaves of them, against the width.</summary>
internal static class SweepFigures
{
    /// <summary>The mean output at the test input, for every depth.</summary>
    public static Figure Widths(string activation, IReadOnlyList<SweepSeries> series)
    {
        SweepSeries[] means = [.. series.Where(s => s is { Point: 1, IsVariance: false })];
        List<Series> drawn = [];
        for (int i = 0; i < means.Length; i++)
        {
            SweepSeries mean = means[i];
            double[] n = [.. mean.Widths.Select(w => (double)w)];
            drawn.AddRange(EstimatedSizes.Of($"{mean.Setting.Layers} layers", n, mean.Deviations, i));
            drawn.Add(new LineSeries("", n, n.Select(x => Math.Abs(mean.Coefficient) / x)) { Hue = i });
            drawn.AddRange(EstimatedSizes.Of("", n, mean.Remainders, i));
        }

        double first = Math.Abs(means[^1].Remainders[0].Value);
        double[] all = [.. means[^1].Widths.Select(w => (double)w)];
        drawn.Add(new LineSeries("1/n²", all, all.Select(x => first * all[0] * all[0] / (x * x))) { Dashed = true });
        return new Figure(
            $"Trained networks and the term of order 1/n: {activation}", new FigureAxis("width n", AxisScale.Log10), new FigureAxis("mean output less prediction", AxisScale.Log10), drawn)
        {
            Subtitle = $"mean output at a test input after {SweepTask.Steps} steps; C_b = {Format.Number(means[0].Setting.Cb)}, C_W = {Format.Number(means[0].Setting.Cw)}",
            Annotation = "Upper points and lines: less infinite width, measured and the predicted c/n. Lower points: less c/n as well.",
        };
    }
}

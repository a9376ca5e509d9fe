using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Numerics.Regression;
using Theory.Validation.Statistics;

namespace Theory.Experiments.TangentKernel;

/// <summary>Trained networks against the predictions of infinite width.</summary>
internal static class TangentKernelFigures
{
    private const int Curve = 181;
    private const int Black = 6;

    /// <summary>Mean and standard deviation around the circle, predicted and measured at the largest width.</summary>
    public static Figure Outputs(TangentKernelComparison comparison)
    {
        double[] angles = [.. Enumerable.Range(0, Curve).Select(i => 2 * Math.PI * i / (Curve - 1))];
        TangentKernelTheory theory = TangentKernelTheory.Of(comparison.Setting, TangentKernelWork.Layers, angles);
        TangentKernelOutcome widest = comparison.Widest;
        List<Series> series = [];
        for (int c = 0; c < comparison.Checkpoints.Count; c++)
        {
            Prediction prediction = theory.After(comparison.Checkpoints[c]);
            double[] mean = prediction.Mean.Column(0).ToArray();
            double[] deviation = [.. prediction.Variance.Select(Math.Sqrt)];
            series.Add(new BandSeries("", Degrees(angles), mean.Zip(deviation, (m, d) => m - d), mean.Zip(deviation, (m, d) => m + d)) { Hue = c });
            series.Add(new LineSeries($"theory, {comparison.Checkpoints[c]} steps", Degrees(angles), mean) { Hue = c });
        }

        for (int c = 0; c < comparison.Checkpoints.Count; c++)
        {
            int checkpoint = c;
            double[] x = Degrees(CircleTask.TestAngles);
            Estimate[] means = [.. x.Select((_, k) => widest.Mean(checkpoint, k))];
            double[] deviations = [.. x.Select((_, k) => Math.Sqrt(Math.Max(0, widest.Variance(checkpoint, k).Value)))];
            series.Add(new MarkerSeries($"networks, {comparison.Checkpoints[c]} steps", x, means.Select(m => m.Value), deviations) { Hue = c });
        }

        series.Add(new MarkerSeries("samples", Degrees(CircleTask.TrainingAngles), CircleTask.TrainingAngles.Select(CircleTask.Target)) { Hue = Black });
        return new Figure(
            $"Trained networks and infinite width: {comparison.Setting.Label}", Angle, new FigureAxis("output"), series)
        {
            Subtitle = $"{TangentKernelWork.Layers - 1} hidden layers of width {widest.Ensemble.Width}, {widest.Ensemble.Models} networks; C_b = {Format.Number(comparison.Setting.Cb)}, C_W = {Format.Number(comparison.Setting.Cw)}",
            Annotation = "Mean ± standard deviation over networks: bands by theory, bars measured. Below: measured mean less theory, in standard errors of the mean.",
            Residuals = Residuals(comparison),
        };
    }

    /// <summary>How many standard errors the means at the largest width are from those of infinite width.</summary>
    private static Figure Residuals(TangentKernelComparison comparison)
    {
        TangentKernelOutcome widest = comparison.Widest;
        return new Figure("", Angle, new FigureAxis("deviation/s.e."),
        [
            .. comparison.Checkpoints.Select((steps, c) => new MarkerSeries("", Degrees(CircleTask.TestAngles), Enumerable.Range(0, CircleTask.TestAngles.Count).Select(k =>
                widest.Mean(c, k).ZAgainst(widest.Theory.After(steps).Mean[k, 0]) ?? double.NaN)) { Hue = c }),
            new ReferenceLine("", 0), new ReferenceLine("", -2), new ReferenceLine("", 2),
        ]);
    }

    /// <summary>The deviations from infinite width against the width.</summary>
    public static Figure Widths(TangentKernelComparison comparison)
    {
        double[] n = [.. comparison.Widths.Select(o => (double)o.Ensemble.Width)];
        List<Series> series = [];
        for (int c = 0; c < comparison.Checkpoints.Count; c++)
        {
            series.AddRange(EstimatedSizes.Of($"mean, {comparison.Checkpoints[c]} steps", n, comparison.MeanDeviations(c), 2 * c));
            series.AddRange(EstimatedSizes.Of($"variance, {comparison.Checkpoints[c]} steps", n, comparison.VarianceDeviations(c), (2 * c) + 1));
        }

        for (int c = 0; c < comparison.Checkpoints.Count; c++)
        {
            series.Add(Line(c == 0 ? "1/n" : "", n, comparison.MeanDeviations(c)[0].Value, 2 * c));
            series.Add(Line("", n, comparison.VarianceDeviations(c)[0].Value, (2 * c) + 1));
        }

        return new Figure(
            $"Deviation from infinite width: {comparison.Setting.Label}", new FigureAxis("width n", AxisScale.Log10), new FigureAxis("deviation, r.m.s. over test inputs", AxisScale.Log10), series)
        {
            Subtitle = $"{TangentKernelWork.Layers - 1} hidden layers; C_b = {Format.Number(comparison.Setting.Cb)}, C_W = {Format.Number(comparison.Setting.Cw)}",
            Annotation = "Bars: ± standard error. Triangles: upper limits of deviations below their error, two standard errors above them.",
        };
    }

    private static FigureAxis Angle => new("angle of the input (degrees)");

    private static double[] Degrees(IEnumerable<double> angles) => [.. angles.Select(a => 180 * a / Math.PI)];

    private static LineSeries Line(string label, double[] n, double first, int hue) =>
        new(label, n, n.Select(x => Math.Abs(first) * n[0] / x)) { Hue = hue, Dashed = true };
}

using Theory.Experiments.Figures;
using Theory.Experiments.Gram;
using Theory.Experiments.Reporting;
using Theory.Numerics.Kernels;
using Theory.Numerics.Regression;

namespace Theory.Cli.Charts;

/// <summary>Figures of kernel matrices.</summary>
internal static class GramFigures
{
    // More cells than this would be finer than the pixels.
    private const int LargestMap = 400;
    private const int Curves = 5;

    /// <summary>The correlations of the last layer as a map of colours.</summary>
    public static Figure Map(GramResult result)
    {
        SymmetricMatrix kernel = result.Last.Kernel;
        int stride = (kernel.Size + LargestMap - 1) / LargestMap;
        int[] shown = [.. Enumerable.Range(0, (kernel.Size + stride - 1) / stride).Select(i => i * stride)];
        double[][] values = [.. shown.Select(a => (double[])[.. shown.Select(b => GramRun.Correlation(kernel, a, b))])];
        FigureAxis axis = new("input") { IntegerTicks = true };
        return new Figure(
            $"Correlations of {Typography.NameOf(result.Settings.Title)} in layer {result.Last.Layer}",
            axis,
            axis,
            [new HeatMapSeries("correlation", (1, shown[^1] + 1), (1, shown[^1] + 1), values, 1) { IsMatrix = true }])
        {
            Subtitle = Parameters(result),
            HasEqualUnits = true,
            Annotation = stride > 1 ? $"Every {stride}th input is shown." : null,
        };
    }

    /// <summary>The correlation of pairs in several layers against the angle between their inputs.</summary>
    public static Figure AgainstAngle(GramResult result)
    {
        IReadOnlyList<double[]> inputs = result.Settings.Inputs;
        (int A, int B)[] pairs = GramRun.SampleOfPairs(inputs.Count);
        double[] angles = [.. pairs.Select(p => Angle(inputs[p.A], inputs[p.B]))];
        int[] order = [.. Enumerable.Range(0, pairs.Length).OrderBy(i => angles[i])];
        double[] norms = [.. inputs.Select(x => x.Sum(v => v * v))];
        bool isCurve = norms.Max() <= norms.Min() * (1 + 1e-9);
        return new Figure(
            $"Correlation against angle: {Typography.NameOf(result.Settings.Title)}",
            new FigureAxis("angle between the inputs (degrees)"),
            new FigureAxis("correlation of the preactivations"),
            Shown(result.Layers).Select((layer, hue) =>
            {
                IEnumerable<double> x = order.Select(i => angles[i]);
                IEnumerable<double> y = order.Select(i => layer.Sample[i]);
                return isCurve ? new LineSeries($"layer {layer.Layer}", x, y) { Hue = hue } : (Series)new MarkerSeries($"layer {layer.Layer}", x, y) { Hue = hue };
            }))
        {
            Subtitle = Parameters(result),
        };
    }

    /// <summary>Predictions over a single input variable, with two standard deviations.</summary>
    public static Figure Predictions(GramResult result)
    {
        RegressionTask task = result.Settings.Regression!;
        double[] test = [.. result.Settings.Inputs.Skip(task.Targets.Count).Select(x => x[0])];
        int[] order = [.. Enumerable.Range(0, test.Length).OrderBy(i => test[i])];
        (string Name, Prediction Outputs)[] all =
        [
            ("Bayesian", result.Predictions!.Bayesian.Outputs),
            .. result.Predictions.Trained.Select(t => (double.IsFinite(t.Time) ? $"trained, t = {Format.Number(t.Time)}" : "trained, t → ∞", t.Outputs)),
        ];
        double[] x = [.. order.Select(i => test[i])];
        return new Figure(
            $"Predictions of infinite {result.Settings.Title} networks",
            new FigureAxis("input"),
            new FigureAxis(task.Names[0]),
            [
                .. all.SelectMany((p, hue) => (Series[])
                [
                    new BandSeries("", x, order.Select(i => Mean(p.Outputs, i) - Width(p.Outputs, i)), order.Select(i => Mean(p.Outputs, i) + Width(p.Outputs, i))) { Hue = hue },
                    new LineSeries(p.Name, x, order.Select(i => Mean(p.Outputs, i))) { Hue = hue },
                ]),
                new MarkerSeries("training", result.Settings.Inputs.Take(task.Targets.Count).Select(v => v[0]), task.Targets.Select(t => t[0])) { Hue = 6 },
            ])
        {
            Subtitle = Parameters(result),
            Annotation = "Bands: two standard deviations, over networks.",
        };
    }

    private static double Mean(Prediction prediction, int i) => prediction.Mean[i, 0];

    private static double Width(Prediction prediction, int i) => 2 * Math.Sqrt(prediction.Variance[i]);

    /// <summary>Some layers, the first and the last among them.</summary>
    private static IEnumerable<GramLayer> Shown(IReadOnlyList<GramLayer> layers) => layers.Count <= Curves
        ? layers
        : Enumerable.Range(0, Curves).Select(i => layers[(int)Math.Round(i * (layers.Count - 1) / (Curves - 1.0))]);

    private static double Angle(double[] x, double[] y)
    {
        double scale = Math.Sqrt(x.Sum(v => v * v)) * Math.Sqrt(y.Sum(v => v * v));
        double product = x.Zip(y).Sum(p => p.First * p.Second);
        return scale == 0 ? 90 : Math.Acos(Math.Clamp(product / scale, -1, 1)) * 180 / Math.PI;
    }

    private static string Parameters(GramResult result)
    {
        GramSettings network = result.Settings;
        return $"{result.Settings.Source}, C_b = {PerLayer([.. network.LinearLayers.Select(l => l.Cb)])}, C_W = {PerLayer([.. network.LinearLayers.Select(l => l.Cw)])}, {network.Depth} layers";
    }

    private static string PerLayer(IReadOnlyList<double> values) =>
        values.Distinct().Count() == 1 ? Format.Number(values[0]) : $"{Format.Number(values[0])} … {Format.Number(values[^1])}";
}

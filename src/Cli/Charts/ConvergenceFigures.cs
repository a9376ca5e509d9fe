using Theory.Activations;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Cli.Charts;

/// <summary>Figures of what the expansion in 1/n leaves, against the width.</summary>
internal static class ConvergenceFigures
{
    /// <summary>The mean metric.</summary>
    public static Figure Metric(Activation activation, SamplingOptions options, WidthConvergence layer) => Draw(
        $"Mean metric of {Typography.NameOf(activation)}, layer {layer.Layer}: what the expansion leaves",
        "absolute difference",
        options,
        layer,
        ("|G − K|", p => p.MetricBeyondZero, "G₁/n", p => p.Theory.Metric - p.Theory.K),
        ("|G − K − G₁/n|", p => p.MetricBeyondOne, "order 1/n²", p => p.Theory.NextOrderMetric),
        ("less order 1/n²", p => p.MetricBeyondTwo, null, _ => double.NaN));

    /// <summary>The vertex.</summary>
    public static Figure Vertex(Activation activation, SamplingOptions options, WidthConvergence layer) => Draw(
        $"Vertex of {Typography.NameOf(activation)}, layer {layer.Layer}: what the expansion leaves",
        "absolute difference",
        options,
        layer,
        ("|n Var(Ĝ) − V|", p => p.VertexBeyondZero, "its order 1/n", p => p.Theory.NextOrderVertex),
        ("less its order 1/n", p => p.VertexBeyondOne, null, _ => double.NaN));

    /// <summary>The networks in one line.</summary>
    public static string Parameters(Activation activation, SamplingOptions options) =>
        $"{Typography.NameOf(activation)}: K(1) = {Format.Number(options.Signal.FirstKernel(options.Network)[0])}, C_b = {Format.Number(options.Network[1].Cb)}, C_W = {Format.Number(options.Network[1].Cw)}, {options.Models} networks at each width";

    private static Figure Draw(
        string title,
        string label,
        SamplingOptions options,
        WidthConvergence layer,
        params (string Name, Func<WidthMeasurement, Estimate> Measured, string? Prediction, Func<WidthMeasurement, double> Term)[] rows)
    {
        WidthMeasurement[] points = [.. layer.Points.OrderBy(p => p.Width)];
        double[] n = [.. points.Select(p => (double)p.Width)];
        List<Series> series = [];
        foreach ((string name, Func<WidthMeasurement, Estimate> measured, string? prediction, Func<WidthMeasurement, double> term) in rows)
        {
            if (prediction is not null)
            {
                series.Add(new LineSeries(prediction, n, points.Select(p => Math.Abs(term(p)))));
            }

            series.AddRange(EstimatedSizes.Of(name, n, [.. points.Select(measured)], series.Count));
        }

        return new Figure(title, new FigureAxis("width n", AxisScale.Log10), new FigureAxis(label, AxisScale.Log10), series)
        {
            Subtitle = $"K(1) = {Format.Number(options.Signal.FirstKernel(options.Network)[0])}, C_b = {Format.Number(options.Network[1].Cb)}, C_W = {Format.Number(options.Network[1].Cw)}, {Format.Number(options.Models)} networks at each width",
        };
    }
}

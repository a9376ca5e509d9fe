using Theory.Activations;
using Theory.Cli.Options;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Numerics.Flow;

namespace Theory.Cli.Charts;

/// <summary>Figures of a predicted flow.</summary>
internal static class FlowFigures
{
    /// <summary>Kernel and metric per layer; the logarithm of the kernel where that alone fits.</summary>
    public static Figure Kernel(Activation activation, Initialisation start, IReadOnlyList<FlowLayer> layers) => layers.Any(l => double.IsNaN(l.K))
        ? new Figure(
            $"Kernel flow of {Typography.NameOf(activation)}",
            FigureAxis.Layer,
            new FigureAxis("log₁₀ K", FigureAxis.ScaleOf(layers.Select(l => l.LogK))),
            [new LineSeries("K, infinite width", X(layers), layers.Select(l => l.LogK / Math.Log(10)))])
        {
            Subtitle = Parameters(start),
        }
        : new Figure(
            $"Kernel flow of {Typography.NameOf(activation)}",
            FigureAxis.Layer,
            new FigureAxis("kernel", FigureAxis.ScaleOf(layers.Select(l => l.K))),
            [
                new LineSeries("K, infinite width", X(layers), layers.Select(l => l.K)),
                new LineSeries("G = K + G₁/n", X(layers), layers.Select(l => l.Metric)) { Dashed = true },
            ])
        {
            Subtitle = Parameters(start),
        };

    /// <summary>Vertex per layer, relative to the kernel.</summary>
    public static Figure Vertex(Activation activation, Initialisation start, IReadOnlyList<FlowLayer> layers) => new(
        $"Four-point vertex of {Typography.NameOf(activation)}",
        FigureAxis.Layer,
        new FigureAxis("V", FigureAxis.ScaleOf(layers.Skip(1).Select(l => l.Vertex))),
        [new LineSeries("V, leading order", X(layers), layers.Select(l => l.Vertex))])
    {
        Subtitle = Parameters(start),
    };

    /// <summary>Susceptibilities per layer.</summary>
    public static Figure Susceptibilities(Activation activation, Initialisation start, IReadOnlyList<FlowLayer> layers) => new(
        $"Susceptibilities of {Typography.NameOf(activation)}",
        FigureAxis.Layer,
        new FigureAxis("χ", FigureAxis.ScaleOf(layers.SelectMany(l => (double[])[l.ChiParallel, l.ChiPerp]))),
        [
            new LineSeries("χ∥", X(layers), layers.Select(l => l.ChiParallel)),
            new LineSeries("χ⊥", X(layers), layers.Select(l => l.ChiPerp)),
            new ReferenceLine("criticality: 1", 1),
        ])
    {
        Subtitle = Parameters(start),
    };

    /// <summary>C_b, C_W and width in one line.</summary>
    public static string Parameters(Initialisation start) =>
        $"K(1) = {Format.Number(start.K1)}, C_b = {Text(start.Cb)}, C_W = {Text(start.Cw)}, width {Text(start.Widths)}";

    private static string Text(IReadOnlyList<double> each) =>
        each.Min() == each.Max() ? Format.Number(each.Min()) : $"{Format.Number(each.Min())} to {Format.Number(each.Max())}";

    private static IEnumerable<double> X(IReadOnlyList<FlowLayer> layers) => layers.Select(l => (double)l.Layer);
}

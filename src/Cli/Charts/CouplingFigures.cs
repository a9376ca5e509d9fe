using System.Globalization;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Experiments.Figures;
using Theory.Numerics.Couplings;

namespace Theory.Cli.Charts;

/// <summary>Figures of the couplings per layer.</summary>
internal static class CouplingFigures
{
    /// <summary>g beside the inverse kernel.</summary>
    public static Figure Quadratic(Activation activation, Initialisation start, IReadOnlyList<LayerCouplings> layers, int neurons) => new(
        $"Quadratic coupling of {Typography.NameOf(activation)}",
        FigureAxis.Layer,
        new FigureAxis("coupling", FigureAxis.ScaleOf(layers.SelectMany(l => (double[])[1 / l.K, l.Quadratic]))),
        [
            new LineSeries("1/K, infinite width", X(layers), layers.Select(l => 1 / l.K)),
            new LineSeries(string.Create(CultureInfo.InvariantCulture, $"g of {neurons} neuron{(neurons == 1 ? "" : "s")}"), X(layers), layers.Select(l => l.Quadratic)) { Dashed = true },
        ])
    {
        Subtitle = FlowFigures.Parameters(start),
    };

    /// <summary>The quartic coupling relative to the quadratic one.</summary>
    public static Figure Quartic(Activation activation, Initialisation start, IReadOnlyList<LayerCouplings> layers) => new(
        $"Quartic coupling of {Typography.NameOf(activation)}",
        FigureAxis.Layer,
        new FigureAxis("v G²", FigureAxis.ScaleOf(layers.Skip(1).Select(l => l.NonGaussianity))),
        [new LineSeries("v G² = V/(n G²)", X(layers), layers.Select(l => l.NonGaussianity))])
    {
        Subtitle = FlowFigures.Parameters(start),
    };

    private static IEnumerable<double> X(IReadOnlyList<LayerCouplings> layers) => layers.Select(l => (double)l.Layer);
}

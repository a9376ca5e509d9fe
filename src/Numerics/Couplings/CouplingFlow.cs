using System.Globalization;
using Theory.Networks;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Couplings;

/// <summary>The couplings of the quartic action layer by layer, for a single input.</summary>
public static class CouplingFlow
{
    /// <summary>Follows the kernel through the layers and takes the couplings at each.</summary>
    /// <param name="network">The network with its activations.</param>
    /// <param name="signal">One input.</param>
    /// <param name="neurons">m, the number of neurons whose joint distribution is considered, at least 1; 1 unless given.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>The couplings as far as the flow goes and the metric is positive at this width.</returns>
    /// <exception cref="UserInputException">The network cannot have such a first layer or is infinitely wide, or fewer than one neuron is asked for.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<LayerCouplings> Compute(NetworkEvaluator network, Signal signal, int neurons = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        RequireNeurons(neurons);
        FlowOutcome<FlowLayer> flow = KernelFlow.Compute(network, signal, cancellation);
        List<LayerCouplings> layers = [];
        foreach (FlowLayer layer in flow.Layers)
        {
            if (TryAt(layer, network.Network.WidthBefore(layer.Layer), neurons, out LayerCouplings? couplings) is FlowEnd end)
            {
                return new FlowOutcome<LayerCouplings>(layers, end);
            }

            layers.Add(couplings!);
        }

        return new FlowOutcome<LayerCouplings>(layers, flow.End);
    }

    /// <summary>The couplings of one layer: v = V/(n G^4), g = 1/G + (m+2) V/(2 n G^3).</summary>
    /// <exception cref="UserInputException">The metric is not positive, fewer than one neuron is asked for, or the couplings leave double precision.</exception>
    public static LayerCouplings At(FlowLayer layer, int width, int neurons = 1)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        RequireNeurons(neurons);
        return TryAt(layer, width, neurons, out LayerCouplings? couplings) is FlowEnd end ? throw new UserInputException(end.Text) : couplings!;
    }

    /// <summary>Null, or why there are no couplings.</summary>
    private static FlowEnd? TryAt(FlowLayer layer, int width, int neurons, out LayerCouplings? couplings)
    {
        double g = layer.Metric;
        couplings = null;
        if (!(g > 0))
        {
            return new FlowEnd(layer.Layer, FlowEndKind.Expansion, string.Create(CultureInfo.InvariantCulture,
                $"at layer {layer.Layer} the metric K + G1/n is {g}, so that the expansion in 1/n has failed; use a larger width or a smaller depth"));
        }

        double fluctuation = layer.Vertex / width / g / g;
        couplings = new(layer.Layer, layer.K, g, layer.Vertex, (1 + ((neurons + 2) * fluctuation / 2)) / g, fluctuation / g / g);
        return double.IsFinite(couplings.Quadratic) && double.IsFinite(couplings.Quartic) ? null : new FlowEnd(layer.Layer, FlowEndKind.Overflow, string.Create(
            CultureInfo.InvariantCulture, $"at layer {layer.Layer} the couplings exceed 1.8e308, as G = {g}; use a smaller depth, or another C_W or K(1)"));
    }

    private static void RequireNeurons(int neurons)
    {
        if (neurons < 1)
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the number of neurons must be at least 1, got {neurons}"));
        }
    }
}

using System.Globalization;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Couplings;

/// <summary>The couplings of the quartic action layer by layer, for a single input.</summary>
public static class CouplingFlow
{
    /// <summary>Follows the kernel through the layers and takes the couplings at each.</summary>
    /// <param name="evaluator">The activation.</param>
    /// <param name="options">What the flow starts from.</param>
    /// <param name="neurons">m, the number of neurons whose joint distribution is considered, at least 1; 1 unless given.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">An option is out of its domain, the flow leaves double precision, or the metric is not positive at this width.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static IReadOnlyList<LayerCouplings> Compute(
        ExpectationEvaluator evaluator, FlowOptions options, int neurons = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. KernelFlow.Compute(evaluator, options, cancellation).Select(layer => At(layer, options.Width, neurons))];
    }

    /// <summary>The couplings of one layer: v = V/(n G^4), g = 1/G + (m+2) V/(2 n G^3).</summary>
    /// <exception cref="UserInputException">The metric is not positive, fewer than one neuron is asked for, or the couplings leave double precision.</exception>
    public static LayerCouplings At(FlowLayer layer, int width, int neurons = 1)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (neurons < 1)
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the number of neurons must be at least 1, got {neurons}"));
        }

        double g = layer.Metric;
        if (!(g > 0))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture,
                $"at layer {layer.Layer} the metric K + G1/n is {g}, so that the expansion in 1/n has failed; use a larger width or a smaller depth"));
        }

        double fluctuation = layer.Vertex / width / g / g;
        LayerCouplings couplings = new(layer.Layer, layer.K, g, layer.Vertex, (1 + ((neurons + 2) * fluctuation / 2)) / g, fluctuation / g / g);
        return double.IsFinite(couplings.Quadratic) && double.IsFinite(couplings.Quartic) ? couplings : throw new UserInputException(string.Create(
            CultureInfo.InvariantCulture, $"at layer {layer.Layer} the couplings exceed 1.8e308, as G = {g}; use a smaller depth, or another C_W or K(1)"));
    }
}

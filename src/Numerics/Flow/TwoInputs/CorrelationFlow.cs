using Theory.Networks;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>The correlation of two inputs of equal K(1), layer by layer, at infinite width.</summary>
public static class CorrelationFlow
{
    /// <summary>A correlation that a layer changes by less stays.</summary>
    private const double Settled = 1e-13;

    /// <summary>Follows the correlation through the layers whose kernels are known.</summary>
    /// <param name="pairs">Expectations of two inputs of the activation, which is the same in all layers.</param>
    /// <param name="network">The layers.</param>
    /// <param name="kernels">The flow of either input.</param>
    /// <param name="rho">The correlation in the first layer.</param>
    /// <param name="cancellation">Stops the computation.</param>
    public static FlowOutcome<double> Compute(
        TwoInputEvaluator pairs, Network network, FlowOutcome<FlowLayer> kernels, double rho, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(kernels);
        List<double> correlations = [rho];
        bool settled = false;
        for (int layer = 2; layer <= kernels.Layers.Count; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            double k = kernels.Layers[layer - 2].K;

            // Equal layers no longer change what they have not changed before.
            if (!(settled && layer < network.Depth))
            {
                QuantityValue product = pairs.Evaluate(k, k, rho, cancellation: cancellation).KernelProduct;
                if (product.UndefinedBecause is string reason)
                {
                    return new FlowOutcome<double>(correlations, new FlowEnd(layer, FlowEndKind.Expectation, reason));
                }

                double next = Math.Clamp((network[layer].Cb + (network[layer].Cw * product.Value)) / kernels.Layers[layer - 1].K, -1, 1);
                settled = Math.Abs(next - rho) <= Settled;
                rho = next;
            }

            correlations.Add(rho);
        }

        return new FlowOutcome<double>(correlations, kernels.End);
    }
}

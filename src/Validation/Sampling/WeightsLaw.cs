using Theory.Networks;
using Theory.Validation.Activations;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>z(l) = b + W s(z(l-1)) with every bias b of variance C_b and weight W of variance C_W / n_{l-1} drawn, by the law of the layer.</summary>
/// <remarks>
/// Numbers of variance 1, of shape [n_{l-1} + 1, n_l] hold the biases in their first row and the weights, transposed, in the others; the
/// standard deviations are coefficients of the product. There is one product for each network, of a shape that depends on the network
/// alone: torch.bmm over several networks rounds differently with their number. Products run side by side in threads, each of
/// which torch is told to use alone, and this is also faster than one product at a time in several threads.
/// </remarks>
internal sealed class WeightsLaw : IPreactivationLaw
{
    public void Validate(SamplingOptions options)
    {
        // Every ensemble has weights.
    }

    public Int128 WorkspaceBytes(SamplingOptions options)
    {
        // An orthogonal matrix is made of four others in double precision.
        Int128 orthogonal = Enumerable.Range(1, options.Depth).Where(l => options.Network[l].Weights.Kind == WeightLawKind.Orthogonal)
            .Aggregate(Int128.Zero, (most, l) => Int128.Max(most, 4 * sizeof(double) * Normals(options, l)));
        IEnumerable<int> hidden = Enumerable.Range(2, options.Depth - 1);
        if (options.Observe.HasFlag(Observables.TangentKernel))
        {
            return orthogonal + ((Normals(options, 1) + Sum(hidden)) * options.DType.Bytes);
        }

        return orthogonal + (Int128.Max(Normals(options, 1), Sum(hidden.DistinctBy(l => (options.FanIn(l), options.Network.WidthOf(l))))) * options.DType.Bytes);

        Int128 Sum(IEnumerable<int> layers) => layers.Aggregate(Int128.Zero, (sum, l) => sum + Normals(options, l));
    }

    public Int128 BytesPerNetwork(SamplingOptions options) => 0;

    // The weights of one network are kept for the way back.
    public bool IsAlone(SamplingOptions options) => options.Observe.HasFlag(Observables.TangentKernel);

    public bool NeedsDerivatives(SamplingOptions options) => false;

    public IPreactivationSource CreateSource(SamplingOptions options, IReadOnlyList<TensorActivation?> activations, torch.Device device) =>
        new WeightsSource(options, activations, device);

    private static Int128 Normals(SamplingOptions options, int layer) => ((Int128)options.FanIn(layer) + 1) * options.Network.WidthOf(layer);
}

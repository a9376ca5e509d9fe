using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>z(l) = b + W s(z(l-1)) with every bias b ~ N(0, C_b) and weight W ~ N(0, C_W / n_{l-1}) drawn.</summary>
/// <remarks>
/// Standard normal numbers of shape [n_{l-1} + 1, n_l] hold the biases in their first row and the weights, transposed, in the others; the
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
        int layers = options.Observe.HasFlag(Observables.TangentKernel) ? options.Depth : 1;
        return NormalsInLayer(options) * options.DType.Bytes * layers;
    }

    public IPreactivationSource CreateSource(SamplingOptions options, TensorActivation activation, torch.Device device) => new WeightsSource(options, activation, device);

    private static Int128 NormalsInLayer(SamplingOptions options) =>
        (Int128.Max(options.Width, options.Dimension) + 1) * options.Width;
}

using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>z(l) = b + W s(z(l-1)) with every bias b ~ N(0, C_b) and weight W ~ N(0, C_W / n_{l-1}) drawn.</summary>
/// <remarks>
/// Standard normal numbers of shape [n_{l-1} + 1, n_l] hold the biases in their first row and the weights, transposed, in the others; the
/// standard deviations are moved to the factors that they meet. The product is formed by elements and summed by halves, not with torch.bmm,
/// which rounds differently for one matrix than for several (libtorch 2.10, widths from 37): a network would change with the size of its
/// chunk. Drawing the numbers takes most of the time either way.
/// </remarks>
internal sealed class WeightsLaw : IPreactivationLaw
{
    public void Validate(SamplingOptions options)
    {
        if (options.InputMetric < options.Cb)
        {
            throw new UserInputException(FormattableString.Invariant(
                $"K(1) = {options.InputMetric} is less than C_b = {options.Cb}: no input has K(1) = C_b + C_W |x|^2/n_0 < C_b"));
        }
    }

    public long NormalsPerNetwork(SamplingOptions options) => (Math.Max(options.Width, options.InputDimension) + 1L) * options.Width;

    public torch.Tensor Draw(SamplingOptions options, torch.Tensor? previous, torch.Tensor metric, ChunkNormals normals)
    {
        var inputs = previous ?? Input(options, metric);
        long fanIn = inputs.shape[1];
        var bias = torch.full_like(inputs.narrow(1, 0, 1), Math.Sqrt(options.Cb));
        var factors = torch.cat([bias, inputs * Math.Sqrt(options.Cw / fanIn)], dim: 1).unsqueeze(2);
        return OrderedSum.OverwritingOver(dimension: 1, normals.Draw(fanIn + 1, options.Width).mul_(factors));
    }

    /// <summary>An input with |x|^2 / n_0 = (K(1) - C_b) / C_W; by symmetry any direction will do.</summary>
    private static torch.Tensor Input(SamplingOptions options, torch.Tensor metric) =>
        torch.full(
            [metric.shape[0], options.InputDimension],
            Math.Sqrt((options.InputMetric - options.Cb) / options.Cw),
            dtype: options.DType.ScalarType,
            device: metric.device);
}

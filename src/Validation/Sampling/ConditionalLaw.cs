using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>
/// z(l) = sqrt(Ghat(l)) xi with xi standard normal: given the layer before, neurons are independent and normal with variance Ghat(l).
/// </summary>
/// <remarks>Exact at any width, because a sum of normal weights times fixed numbers is normal.</remarks>
internal sealed class ConditionalLaw : IPreactivationLaw
{
    public void Validate(SamplingOptions options)
    {
        // Every K(1) > 0 is a variance.
    }

    public long NormalsPerNetwork(SamplingOptions options) => options.Width;

    public torch.Tensor Draw(SamplingOptions options, torch.Tensor? previous, torch.Tensor metric, ChunkNormals normals)
    {
        var deviation = metric.sqrt().to_type(options.DType.ScalarType).unsqueeze(1);
        return normals.Draw(options.Width).mul_(deviation);
    }
}

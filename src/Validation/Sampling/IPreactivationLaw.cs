using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>How the preactivations of a layer are drawn, given the layer before.</summary>
internal interface IPreactivationLaw
{
    /// <summary>Checks what the law asks of the options beyond their ranges.</summary>
    /// <exception cref="UserInputException">The options do not describe such networks.</exception>
    public void Validate(SamplingOptions options);

    /// <summary>Normal numbers that one network needs at a time, at most.</summary>
    public long NormalsPerNetwork(SamplingOptions options);

    /// <summary>z(l) of each network of a chunk, with shape [networks, width].</summary>
    /// <param name="options">The ensemble.</param>
    /// <param name="previous">s(z(l-1)), [networks, width]; null for layer 1.</param>
    /// <param name="metric">Ghat(l), [networks], in double precision.</param>
    /// <param name="normals">The random streams of the chunk.</param>
    public torch.Tensor Draw(SamplingOptions options, torch.Tensor? previous, torch.Tensor metric, ChunkNormals normals);
}

using Theory.Validation.Activations;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>How the preactivations of a layer are drawn, given the layer before.</summary>
internal interface IPreactivationLaw
{
    /// <summary>Checks what the law asks of the options beyond their ranges.</summary>
    /// <exception cref="UserInputException">The options do not describe such networks.</exception>
    public void Validate(SamplingOptions options);

    /// <summary>Bytes that a thread needs beside the networks themselves.</summary>
    public Int128 WorkspaceBytes(SamplingOptions options);

    /// <summary>Bytes that a thread needs for each network that it carries, beside its preactivations.</summary>
    public Int128 BytesPerNetwork(SamplingOptions options);

    /// <summary>True when a thread can carry one network at a time only.</summary>
    public bool IsAlone(SamplingOptions options);

    /// <summary>True when the source asks for s'(z) of every layer.</summary>
    public bool NeedsDerivatives(SamplingOptions options);

    /// <summary>A source of preactivations for one thread.</summary>
    public IPreactivationSource CreateSource(SamplingOptions options, IReadOnlyList<TensorActivation?> activations, torch.Device device);
}

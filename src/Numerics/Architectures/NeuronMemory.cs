using Theory.Activations;

namespace Theory.Numerics.Architectures;

/// <summary>An activation through which a neuron went before skips carried it here.</summary>
/// <param name="Activation">s.</param>
/// <param name="K">The kernel where it was applied.</param>
/// <param name="Correlation">rho, of the neuron there and here.</param>
/// <param name="Coefficient">c in B_2q = c rho^q S_q.</param>
internal sealed record NeuronMemory(Activation Activation, double K, double Correlation, double Coefficient)
{
    /// <summary>True where a layer norm stood in front of it, which leaves S_1 out.</summary>
    public bool IsCentred { get; init; }
}

using Theory.Activations;

namespace Theory.Numerics.WeightFiles;

/// <summary>An activation, neuron by neuron.</summary>
/// <param name="From">The node whose values it takes.</param>
/// <param name="Activation">s.</param>
public sealed record ActivationNode(int From, Activation Activation) : StoredNode;

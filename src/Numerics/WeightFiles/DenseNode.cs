namespace Theory.Numerics.WeightFiles;

/// <summary>Weights and biases.</summary>
/// <param name="From">The node whose values they take.</param>
/// <param name="Weights">What they are.</param>
public sealed record DenseNode(int From, DenseWeights Weights) : StoredNode;

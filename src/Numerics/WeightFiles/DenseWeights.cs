namespace Theory.Numerics.WeightFiles;

/// <summary>Weights and biases of one layer of a network.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Inputs">The fan-in.</param>
/// <param name="Outputs">The number of neurons.</param>
/// <param name="Weights">The weights, those of one neuron after those of another.</param>
/// <param name="Biases">The biases; null where there are none.</param>
public sealed record DenseWeights(string Name, int Inputs, int Outputs, double[] Weights, double[]? Biases);

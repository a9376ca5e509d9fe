namespace Theory.Experiments.FiniteWidth;

/// <summary>Sums over some networks of differences between two outputs of one network: at the training input, then at the test input.</summary>
/// <param name="Count">The number of networks.</param>
/// <param name="Difference">Sums of a - b.</param>
/// <param name="Squares">Sums of (a - m)^2 - (b - m)^2, with m the mean at infinite width.</param>
internal sealed record SweepBlock(int Count, double[] Difference, double[] Squares);

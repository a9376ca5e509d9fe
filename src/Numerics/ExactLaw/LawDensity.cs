namespace Theory.Numerics.ExactLaw;

/// <summary>Nodes of a law that goes on beyond the range of metrics that are followed, with some beyond it that fade out: a density that ended there would not be without frequencies beyond the grid.</summary>
/// <param name="First">The index of the first node.</param>
/// <param name="Weights">The density at the nodes, times their spacing.</param>
/// <param name="Before">The probability before them.</param>
internal sealed record LawDensity(int First, double[] Weights, double Before);

namespace Theory.Numerics.ExactLaw;

/// <summary>The law of the next metric as weights of nodes ln G' = i h: sums over them are expectations of functions within the band.</summary>
/// <param name="LogMean">ln of the mean.</param>
/// <param name="Cumulants">The second to fourth cumulant over the power of the mean.</param>
/// <param name="Zero">The probability that it is 0.</param>
/// <param name="First">The index of the first node.</param>
/// <param name="Weights">The weights.</param>
internal sealed record TransitionWeights(double LogMean, double[] Cumulants, double Zero, int First, double[] Weights);

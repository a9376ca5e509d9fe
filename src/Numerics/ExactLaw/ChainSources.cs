namespace Theory.Numerics.ExactLaw;

/// <summary>The metrics of a layer, with the laws of the next after each.</summary>
/// <param name="Weights">The probabilities of the metrics.</param>
/// <param name="Rows">The laws after them.</param>
/// <param name="Zero">The probability of a metric that is 0 and stays so.</param>
/// <param name="Below">The probability of one below double precision, which stays there.</param>
/// <param name="Above">The probability of one above it.</param>
internal sealed record ChainSources(double[] Weights, TransitionWeights[] Rows, double Zero, double Below, double Above);

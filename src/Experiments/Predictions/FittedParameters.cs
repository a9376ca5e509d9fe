namespace Theory.Experiments.Predictions;

/// <summary>C_b, C_W and the noise at which the marginal likelihood of some training inputs is largest.</summary>
/// <param name="Cb">C_b.</param>
/// <param name="Cw">C_W.</param>
/// <param name="Noise">The variance of the noise.</param>
/// <param name="Start">The negative logarithm of the likelihood where the search began.</param>
/// <param name="NegativeLogLikelihood">That of the result.</param>
/// <param name="Gradient">Its derivatives by ln C_b, ln C_W and ln noise.</param>
/// <param name="Inputs">The number of training inputs.</param>
/// <param name="Evaluations">How often the likelihood was evaluated.</param>
public sealed record FittedParameters(
    double Cb, double Cw, double Noise, double Start, double NegativeLogLikelihood, IReadOnlyList<double> Gradient, int Inputs, int Evaluations);

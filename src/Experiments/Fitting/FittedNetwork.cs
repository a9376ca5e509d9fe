namespace Theory.Experiments.Fitting;

/// <summary>One network after its training; errors are NaN when its output is not finite.</summary>
/// <param name="Losses">The training loss, averaged over the steps of each of equal parts of the training.</param>
/// <param name="Loss">The mean squared error on the test grid.</param>
/// <param name="GradientError">The mean over the test grid of |∇fit - ∇f|².</param>
/// <param name="Roughness">Σ|f′(x+h) - 2f′(x) + f′(x-h)| along the line: of order h for smooth fits, twice the jumps of f′ otherwise.</param>
/// <param name="DivergedAt">The first step at which the loss was not finite, or null.</param>
internal sealed record FittedNetwork(double[] Losses, double Loss, double GradientError, double Roughness, int? DivergedAt);

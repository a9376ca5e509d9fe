using Theory.Numerics.Regression;

namespace Theory.Cli.Commands;

/// <summary>Predictions at the test inputs.</summary>
/// <param name="Bayesian">The posterior of the Gaussian process.</param>
/// <param name="Trained">Networks trained by gradient flow, for each time; empty if the tangent kernel is infinite.</param>
/// <param name="Frozen">Directions that the tangent kernel never learns.</param>
internal sealed record GramPredictions(Posterior Bayesian, IReadOnlyList<(double Time, Prediction Outputs)> Trained, int Frozen);

namespace Theory.Numerics.TrainedNetworks;

/// <summary>Trained networks at some times.</summary>
/// <param name="Outputs">Every point at every time.</param>
/// <param name="Rates">The rates at which training errors decay at infinite width, in increasing order.</param>
/// <param name="Width">n, the width before the last layer, in whose inverse corrections are expanded.</param>
/// <param name="Step">The time that one step of gradient descent stands for; null for gradient flow.</param>
/// <param name="NoCorrection">Why there is no term of order 1/n; null when there is.</param>
public sealed record TrainedPrediction(IReadOnlyList<TrainedOutput> Outputs, IReadOnlyList<double> Rates, int Width, double? Step, string? NoCorrection)
{
    /// <summary>
    /// The largest relative error of the expectations that the tensors of order 1/n are made of: rounding for one and two points, four standard errors of a
    /// quasi-Monte Carlo estimate for more.
    /// </summary>
    public double TensorError { get; init; }

    /// <summary>The largest correction of a mean at the width, relative to the largest target and output: the expansion can be trusted where it is small.</summary>
    public double LargestCorrection => NoCorrection is not null ? double.NaN
        : Outputs.Max(o => Math.Abs(o.MeanCorrection)) / Width / Math.Max(1e-300, Outputs.Max(o => Math.Max(Math.Abs(o.Mean), Math.Sqrt(o.Variance))));
}

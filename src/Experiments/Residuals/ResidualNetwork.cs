namespace Theory.Experiments.Residuals;

/// <summary>One network and its training.</summary>
/// <param name="TrainingLosses">The mean training loss of each epoch, in the course of which the network changes; NaN once it has diverged.</param>
/// <param name="TestLosses">The mean squared error on test inputs before training and after each epoch.</param>
/// <param name="TestErrors">The share of test inputs that are classified wrongly, alike; 1 once the network has diverged.</param>
/// <param name="DivergedAt">The first step at which the loss was not finite, or null.</param>
internal sealed record ResidualNetwork(double[] TrainingLosses, double[] TestLosses, double[] TestErrors, int? DivergedAt)
{
    /// <summary>The share of test inputs that are classified wrongly in the end.</summary>
    public double Error => TestErrors[^1];
}

namespace Theory.Numerics.Regression;

/// <summary>What Bayesian inference says of the outputs at test inputs, and how well the equations behind it were solved.</summary>
/// <param name="Outputs">The distribution of the outputs.</param>
/// <param name="Jitter">Above 0 where the kernel matrix is singular in double precision: what the preconditioner of its solution has on the diagonal.</param>
/// <param name="Residual">The largest deviation of mean plus noise from the targets at the training inputs, against the largest target.</param>
public sealed record Posterior(Prediction Outputs, double Jitter, double Residual)
{
    /// <summary>
    /// About the ratio of the largest to the smallest eigenvalue of the matrix that was solved, jitter included: a relative change of the kernel by 1/condition can
    /// change outputs by as much as they are.
    /// </summary>
    public double Condition { get; init; } = double.NaN;
}

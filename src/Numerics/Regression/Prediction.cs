using MathNet.Numerics.LinearAlgebra;

namespace Theory.Numerics.Regression;

/// <summary>The distribution of network outputs at test inputs; outputs are independent and share their covariance.</summary>
/// <param name="Mean">One row for each test input, one column for each output.</param>
/// <param name="Variance">The variance at each test input, without the noise of an observation.</param>
public sealed record Prediction(Matrix<double> Mean, Vector<double> Variance)
{
    /// <summary>What rounding can have done to each variance: one that is not larger is 0 as far as double precision can tell.</summary>
    public required Vector<double> VarianceError { get; init; }

    /// <summary>
    /// What the rounding of the kernel's elements can have done to each mean, to first order; null where it was not followed. Where the kernel determines the output to
    /// less than this, the variance says less than the rounding does.
    /// </summary>
    public Vector<double>? MeanError { get; init; }
}

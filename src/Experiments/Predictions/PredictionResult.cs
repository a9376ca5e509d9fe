namespace Theory.Experiments.Predictions;

/// <summary>Predictions, and how good they are.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Cb">C_b, chosen or given.</param>
/// <param name="Cw">C_W, chosen or given.</param>
/// <param name="Noise">The variance of the noise.</param>
/// <param name="Mean">The means of the outputs at the test inputs, row by row, in the units of the targets.</param>
public sealed record PredictionResult(PredictionSettings Settings, double Cb, double Cw, double Noise, double[] Mean)
{
    /// <summary>The share of test inputs whose largest output is that of their class; NaN for regression.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The mean over test inputs and outputs of (mean - target)^2, in the units of the regression.</summary>
    public required double MeanSquaredError { get; init; }

    /// <summary>The root mean square error of each output in the units of the targets.</summary>
    public required IReadOnlyList<double> RootMeanSquareErrors { get; init; }

    /// <summary>-ln p(training targets) in the units of the regression, over all outputs; NaN without a factor.</summary>
    public required double NegativeLogLikelihood { get; init; }

    /// <summary>What is left of the targets, against the largest; NaN for a low-rank approximation.</summary>
    public required double Residual { get; init; }

    /// <summary>The share of the trace of the training inputs' kernel that a low-rank approximation lacks; NaN for the exact solvers.</summary>
    public required double Unexplained { get; init; }

    /// <summary>Steps of conjugate gradients.</summary>
    public required int Steps { get; init; }

    /// <summary>The standard deviation of each output at each test input, in the units of the regression; null if not asked for.</summary>
    public double[]? StandardDeviations { get; init; }

    /// <summary>Functions drawn from the posterior, samples by inputs by outputs, in the units of the targets; null if not asked for.</summary>
    public double[]? Samples { get; init; }

    /// <summary>How the parameters were chosen; null if they were given.</summary>
    public FittedParameters? Fitted { get; init; }

    /// <summary>Seconds for parameters, matrix and solution.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Seconds for the test inputs.</summary>
    public required double TestSeconds { get; init; }

    /// <summary>The output with the largest mean.</summary>
    public int Predicted(int test)
    {
        int outputs = Settings.Data.Names.Count;
        ReadOnlySpan<double> row = Mean.AsSpan(test * outputs, outputs);
        int best = 0;
        for (int j = 1; j < outputs; j++)
        {
            best = row[j] > row[best] ? j : best;
        }

        return best;
    }
}

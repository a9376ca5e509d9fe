namespace Theory.Experiments.Gram;

/// <summary>Targets of the first inputs, and how to predict those of the others.</summary>
/// <param name="Names">The names of the targets.</param>
/// <param name="Targets">One row for each training input.</param>
/// <param name="Truth">The targets of the test inputs, if they are known.</param>
/// <param name="Noise">The variance of the noise.</param>
/// <param name="Times">Training times.</param>
public sealed record RegressionTask(
    IReadOnlyList<string> Names, IReadOnlyList<double[]> Targets, IReadOnlyList<double[]>? Truth, double Noise, IReadOnlyList<double> Times);

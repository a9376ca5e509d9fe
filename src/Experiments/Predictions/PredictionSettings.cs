using Theory.Activations;
using Theory.Validation.KernelRegression;

namespace Theory.Experiments.Predictions;

/// <summary>What <c>theory predict</c> was asked for.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Depth">The number L of layers of preactivations.</param>
/// <param name="Cb">C_b of every layer.</param>
/// <param name="Cw">C_W of every layer.</param>
/// <param name="Kernel">Which kernel.</param>
/// <param name="Data">Inputs and targets.</param>
/// <param name="Regression">How it is computed.</param>
/// <param name="Threads">The number of threads.</param>
public sealed record PredictionSettings(
    Activation Activation, int Depth, double Cb, double Cw, KernelKind Kernel, PredictionData Data, RegressionOptions Regression, int Threads)
{
    /// <summary>Training inputs by whose marginal likelihood C_b, C_W and the noise are chosen; null if they are given.</summary>
    public int? FitSize { get; init; }

    /// <summary>Whether the variance of outputs is wanted.</summary>
    public bool Variance { get; init; }

    /// <summary>Functions to draw from the posterior.</summary>
    public int Samples { get; init; }

    /// <summary>The seed of their random numbers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Posterior samples are drawn at no more than so many test inputs.</summary>
    public const int LargestSample = 1000;
}

using Theory.Activations;
using Theory.Numerics.Kernels;

namespace Theory.Experiments.Gram;

/// <summary>What <c>theory gram</c> was asked for.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Inputs">The inputs: those for training first, then those to predict.</param>
/// <param name="Source">Where the inputs come from, in a few words.</param>
/// <param name="Parameters">Depth, C_b, C_W, lambda_b, lambda_W.</param>
/// <param name="Explanation">Why C_W was chosen, or null if the user gave it.</param>
/// <param name="Regression">The regression to do, or null.</param>
/// <param name="Threads">The number of threads.</param>
public sealed record GramSettings(
    Activation Activation,
    IReadOnlyList<double[]> Inputs,
    string Source,
    NetworkParameters Parameters,
    string? Explanation,
    RegressionTask? Regression,
    int Threads);

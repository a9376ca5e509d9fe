using Theory.Activations;
using Theory.Networks;

namespace Theory.Cli.Commands;

/// <summary>What <c>theory gram</c> was asked for.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Inputs">The inputs: those for training first, then those to predict.</param>
/// <param name="Source">Where the inputs come from, in a few words.</param>
/// <param name="Network">The infinitely wide network.</param>
/// <param name="Explanation">Why C_W was chosen, or null if the user gave it.</param>
/// <param name="Regression">The regression to do, or null.</param>
/// <param name="Threads">The number of threads.</param>
internal sealed record GramSettings(
    Activation Activation,
    IReadOnlyList<double[]> Inputs,
    string Source,
    Network Network,
    string? Explanation,
    RegressionTask? Regression,
    int Threads);

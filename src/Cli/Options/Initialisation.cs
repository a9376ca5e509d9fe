using Theory.Numerics.Flow;

namespace Theory.Cli.Options;

/// <summary>The networks a command speaks of.</summary>
/// <param name="Flow">K(1), C_b, C_W, width and depth.</param>
/// <param name="InputDimension">n_0.</param>
/// <param name="Explanation">Why C_W was chosen so; null when the user gave it.</param>
internal sealed record Initialisation(FlowOptions Flow, int InputDimension, string? Explanation)
{
    /// <summary>The input vector, when it was given.</summary>
    public double[]? Input { get; init; }
}

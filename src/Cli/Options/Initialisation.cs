using Theory.Networks;

namespace Theory.Cli.Options;

/// <summary>The networks a command speaks of, and what enters them.</summary>
/// <param name="Network">The law of the networks.</param>
/// <param name="Signal">One input; the first of several.</param>
/// <param name="Explanation">Why C_W was chosen so; null when the user gave it.</param>
internal sealed record Initialisation(Network Network, Signal Signal, string? Explanation)
{
    /// <summary>The input vector, when it was given.</summary>
    public double[]? Input { get; init; }

    /// <summary>A second input vector of as many components; null when there is none.</summary>
    public double[]? SecondInput { get; init; }

    /// <summary>K(1).</summary>
    public double K1 => Signal.FirstKernel(Network)[0];

    /// <summary>C_b of every layer.</summary>
    public IReadOnlyList<double> Cb => [.. Network.LinearLayers.Select(l => l.Cb)];

    /// <summary>C_W of every layer.</summary>
    public IReadOnlyList<double> Cw => [.. Network.LinearLayers.Select(l => l.Cw)];

    /// <summary>The widths of the hidden layers; of the only layer where there are none.</summary>
    public IReadOnlyList<double> Widths => [.. Enumerable.Range(1, Math.Max(1, Network.Depth - 1)).Select(l => (double)Network.WidthOf(l))];
}

using Theory.Activations;
using Theory.Networks;

namespace Theory.Experiments.Gram;

/// <summary>What <c>theory gram</c> was asked for.</summary>
/// <param name="Activation">The activation of a plain network; null for one of any layers.</param>
/// <param name="Inputs">The inputs: those for training first, then those to predict.</param>
/// <param name="Source">Where the inputs come from, in a few words.</param>
/// <param name="Network">The infinitely wide plain network; null for one of any layers.</param>
/// <param name="Explanation">Why C_W was chosen, or null if the user gave it.</param>
/// <param name="Regression">The regression to do, or null.</param>
/// <param name="Threads">The number of threads.</param>
public sealed record GramSettings(
    Activation? Activation,
    IReadOnlyList<double[]> Inputs,
    string Source,
    Network? Network,
    string? Explanation,
    RegressionTask? Regression,
    int Threads)
{
    /// <summary>A network of any layers, infinitely wide; null for a plain one.</summary>
    public Architecture? Architecture { get; init; }

    /// <summary>What linear layers of it have where its text does not say otherwise.</summary>
    public Linear? Defaults { get; init; }

    /// <summary>Set where the matrices of the last layer go to files tile by tile, and nothing else is computed; else null.</summary>
    public MatrixFiles? Files { get; init; }

    /// <summary>What the network is called: its activation, or its text.</summary>
    public string Title => Activation?.Name ?? Text!;

    /// <summary>The text of a network of any layers.</summary>
    public string? Text { get; init; }

    /// <summary>What it will take, where that is much; else null.</summary>
    public string? Announcement { get; init; }

    /// <summary>The number of layers that have kernels.</summary>
    public int Depth => Network?.Depth ?? Architecture!.Sequence.Unrolled().Count();

    /// <summary>Those of which C_b, C_W and learning rates are told.</summary>
    public IReadOnlyList<Linear> LinearLayers => Network?.LinearLayers ?? [Defaults!];
}

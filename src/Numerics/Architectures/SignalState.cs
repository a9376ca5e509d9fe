using Theory.Networks;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Architectures;

/// <summary>The signal of one input at infinite width, between two layers.</summary>
internal sealed record SignalState
{
    /// <summary>K, the mean square of a neuron.</summary>
    public required double K { get; init; }

    /// <summary>dK/dK at the place from which it is measured; NaN where it is not known.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>The mean squared growth of a small perpendicular perturbation, and of gradients, from the place from which it is measured.</summary>
    public double Jacobian { get; init; } = 1;

    /// <summary>Theta, of the weights so far.</summary>
    public double Theta { get; init; }

    /// <summary>The mean over neurons.</summary>
    public double Mean { get; init; }

    /// <summary>Its slope in K; NaN where it is not known.</summary>
    public double MeanSlope { get; init; }

    /// <summary>True while neurons differ by their draw only, so that one mean holds for each of them.</summary>
    public bool IsUniform { get; init; } = true;

    /// <summary>Why neurons are not Gaussian; null where they are.</summary>
    public string? NotGaussianBecause { get; init; }

    /// <summary>Fluctuations at finite width.</summary>
    public required IFluctuation Fluctuation { get; init; }

    /// <summary>The shape.</summary>
    public required SignalShape Shape { get; init; }

    /// <summary>Why there is no signal behind the last layer, the rest being what entered it; null where there is one.</summary>
    public FlowEnd? End { get; init; }

    /// <summary>The same, from which slopes are measured.</summary>
    public SignalState Measured() => this with { Slope = 1, Jacobian = 1, MeanSlope = Mean == 0 ? 0 : double.NaN };
}

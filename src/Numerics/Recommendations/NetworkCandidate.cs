using Theory.Networks;

namespace Theory.Numerics.Recommendations;

/// <summary>An initialisation of a network of any layers, as the search sees it.</summary>
/// <param name="Cb">C_b of layers that do not say theirs.</param>
/// <param name="Cw">Their C_W.</param>
/// <param name="Beta">The beta of skips that do not say theirs.</param>
/// <param name="FirstKernel">The kernel wanted behind the first layer.</param>
internal sealed record NetworkCandidate(double Cb, double Cw, double Beta, double FirstKernel)
{
    /// <summary>The network with these values.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>ln of the factor by which squared gradients change between the first and the last layer.</summary>
    public double LogGradient { get; init; }

    /// <summary>ln of the largest factor between the kernels that enter activations and the first of them.</summary>
    public double LogSpread { get; init; }

    /// <summary>The variance of outputs.</summary>
    public double Output { get; init; }

    /// <summary>The correlation of the outputs of unrelated inputs; 0 until it is asked for.</summary>
    public double Correlation { get; init; }

    /// <summary>The share of the outputs' variance that is neither constant nor linear in the inputs.</summary>
    public double Nonlinearity { get; init; }

    /// <summary>Everything weighed together; the least is recommended.</summary>
    public double Cost { get; init; }
}

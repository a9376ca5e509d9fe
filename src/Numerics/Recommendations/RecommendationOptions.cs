using Theory.Networks;

namespace Theory.Numerics.Recommendations;

/// <summary>The networks an initialisation is sought for, and what it shall keep.</summary>
/// <param name="Depth">The number of layers of preactivations L, which is that of weight layers; 2 to 10,000.</param>
/// <param name="Width">The width n of every hidden layer, at least 1.</param>
public sealed record RecommendationOptions(int Depth, int Width)
{
    /// <summary>|x|^2/n_0 of the inputs; 1 for standardised ones. Default 1.</summary>
    public double InputScale { get; init; } = 1;

    /// <summary>The number n_0 of components of an input; null, the default, where it is not known, or so large that a bias of the first layer would not matter.</summary>
    /// <remarks>
    /// The first layer's bias is the weight of one more component, which is the same in all inputs and of their scale: C_b = C_W (|x|^2/n_0)/n_0. Without it z(tx) = t z(x), and the first layer
    /// does not tell inputs on one line from one another by anything but size; with one component all of them lie on one line.
    /// </remarks>
    public int? InputWidth { get; init; }

    /// <summary>The correlation x_a.x_b/(|x_a| |x_b|) of inputs that have nothing to do with one another. Default 0.</summary>
    public double InputCorrelation { get; init; }

    /// <summary>K(1), where it is given; else it is chosen.</summary>
    public double? FirstKernel { get; init; }

    /// <summary>The variance of the outputs, which the last layer sets. Default 0.1, a tenth of that of standardised targets.</summary>
    /// <remarks>
    /// Outputs of a network that has learned nothing are noise to be unlearned. In linearised training the expected squared error at every time is that of the mean prediction plus a term of the
    /// initial outputs alone, E|f_t - y|^2 = |exp(-Theta t) y|^2 + tr(exp(-2 Theta t) K), the second proportional to this variance; random functions have more of what is learned
    /// slowly than targets have. But squared gradients of hidden layers are proportional to it too, while those of the last layer's weights are not: at a tenth they fall behind by the factor 10 that
    /// <see cref="GradientBand"/> allows.
    /// </remarks>
    public double OutputVariance { get; init; } = 0.1;

    /// <summary>The correlation that the outputs of unrelated inputs may reach. Default 0.98, an angle of 11 degrees.</summary>
    public double LargestCorrelation { get; init; } = 0.98;

    /// <summary>The kernel of hidden layers may leave K(1) by this factor either way. Default 2.</summary>
    public double Band { get; init; } = 2;

    /// <summary>Mean squared gradients may differ by this factor, either way, between the first and the last hidden layer. Default 10.</summary>
    public double GradientBand { get; init; } = 10;

    /// <summary>V/(nK^2) of the last hidden layer should stay below this. Default 0.1.</summary>
    public double LargestFluctuation { get; init; } = 0.1;

    /// <summary>The share of K(1) that the biases of the first layer have: one component of n_0 + 1.</summary>
    internal double FirstBiasShare => InputWidth is int n0 ? 1.0 / (n0 + 1) : 0;

    /// <summary>The correlation of preactivations of the first layer.</summary>
    internal double FirstCorrelation => FirstBiasShare + ((1 - FirstBiasShare) * InputCorrelation);

    /// <summary>The number of weight layers between the first and the last one.</summary>
    public int HiddenSteps => Depth - 2;

    /// <summary>Checks every value.</summary>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public void Validate()
    {
        Require.That(Depth is >= 2 and <= 10_000, $"the depth must be between 2 and 10000, got {Depth}");
        Require.That(Width >= 1, $"the width must be at least 1, got {Width}");
        _ = Signal.Scale(InputScale);
        Require.That(InputWidth is null or >= 1, $"the number of components of an input must be at least 1, got {InputWidth}");
        _ = Signal.Kernel(FirstKernel ?? 1);
        Require.That(Math.Abs(InputCorrelation) < 1, $"the correlation of unrelated inputs must lie between -1 and 1, got {InputCorrelation}");
        Require.Positive(OutputVariance, "the output variance");
        Require.That(LargestCorrelation is > 0 and < 1, $"the largest correlation must lie between 0 and 1, got {LargestCorrelation}");
        Require.That(Band > 1 && double.IsFinite(Band), $"the band must be a factor larger than 1, got {Band}");
        Require.That(GradientBand > 1 && double.IsFinite(GradientBand), $"the band of gradients must be a factor larger than 1, got {GradientBand}");
        Require.That(LargestFluctuation > 0, $"the largest V/(nK^2) must be positive, got {LargestFluctuation}");
    }
}

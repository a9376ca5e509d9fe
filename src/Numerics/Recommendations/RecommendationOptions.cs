using Theory.Networks;

namespace Theory.Numerics.Recommendations;

/// <summary>The networks an initialisation is sought for, and what it shall keep.</summary>
/// <param name="Depth">The number of layers of preactivations L, which is that of weight layers; 2 to 10,000.</param>
/// <param name="Width">The width n of every hidden layer, at least 1.</param>
public sealed record RecommendationOptions(int Depth, int Width)
{
    /// <summary>|x|^2/n_0 of the inputs; 1 for standardised ones. Default 1.</summary>
    public double InputScale { get; init; } = 1;

    /// <summary>The correlation x_a.x_b/(|x_a| |x_b|) of inputs that have nothing to do with one another. Default 0.</summary>
    public double InputCorrelation { get; init; }

    /// <summary>K(1), where it is given; else it is chosen.</summary>
    public double? FirstKernel { get; init; }

    /// <summary>The variance of the outputs, which the last layer sets. Default 1.</summary>
    public double OutputVariance { get; init; } = 1;

    /// <summary>The correlation that the outputs of unrelated inputs may reach. Default 0.98, an angle of 11 degrees.</summary>
    public double LargestCorrelation { get; init; } = 0.98;

    /// <summary>The kernel of hidden layers may leave K(1) by this factor either way. Default 2.</summary>
    public double Band { get; init; } = 2;

    /// <summary>Mean squared gradients may differ by this factor, either way, between the first and the last hidden layer. Default 10.</summary>
    public double GradientBand { get; init; } = 10;

    /// <summary>V/(nK^2) of the last hidden layer should stay below this. Default 0.1.</summary>
    public double LargestFluctuation { get; init; } = 0.1;

    /// <summary>The number of weight layers between the first and the last one.</summary>
    public int HiddenSteps => Depth - 2;

    /// <summary>Checks every value.</summary>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public void Validate()
    {
        Require.That(Depth is >= 2 and <= 10_000, $"the depth must be between 2 and 10000, got {Depth}");
        Require.That(Width >= 1, $"the width must be at least 1, got {Width}");
        _ = Signal.Scale(InputScale);
        _ = Signal.Kernel(FirstKernel ?? 1);
        Require.That(Math.Abs(InputCorrelation) < 1, $"the correlation of unrelated inputs must lie between -1 and 1, got {InputCorrelation}");
        Require.Positive(OutputVariance, "the output variance");
        Require.That(LargestCorrelation is > 0 and < 1, $"the largest correlation must lie between 0 and 1, got {LargestCorrelation}");
        Require.That(Band > 1 && double.IsFinite(Band), $"the band must be a factor larger than 1, got {Band}");
        Require.That(GradientBand > 1 && double.IsFinite(GradientBand), $"the band of gradients must be a factor larger than 1, got {GradientBand}");
        Require.That(LargestFluctuation > 0, $"the largest V/(nK^2) must be positive, got {LargestFluctuation}");
    }
}

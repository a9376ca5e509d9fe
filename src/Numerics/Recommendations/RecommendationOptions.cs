using Theory.Networks;

namespace Theory.Numerics.Recommendations;

/// <summary>The networks an initialisation is sought for.</summary>
/// <param name="Depth">The number of layers of preactivations L, 2 to 10,000.</param>
/// <param name="Width">The width n of every hidden layer, at least 1.</param>
/// <param name="Signal">One input, by K(1) or by |x|^2/n_0.</param>
/// <param name="Band">The kernel may leave K(1) by this factor either way, more than 1. Default 2.</param>
public sealed record RecommendationOptions(int Depth, int Width, Signal Signal, double Band = 2)
{
    /// <summary>Checks every value.</summary>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public void Validate()
    {
        Require.That(Depth is >= 2 and <= 10_000, $"the depth must be between 2 and 10000, got {Depth}");
        Require.That(Width >= 1, $"the width must be at least 1, got {Width}");
        Require.That(Band > 1 && double.IsFinite(Band), $"the band must be a factor larger than 1, got {Band}");
        Require.That(Signal.Count == 1, $"an initialisation is recommended for one input, got {Signal.Count}");
    }

    /// <summary>K(1) for given C_b and C_W.</summary>
    internal double FirstKernel(double cb, double cw) => Signal.FirstKernel(cb, cw)[0];
}

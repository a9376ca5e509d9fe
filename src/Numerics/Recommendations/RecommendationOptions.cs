using System.Globalization;

namespace Theory.Numerics.Recommendations;

/// <summary>The networks an initialisation is sought for.</summary>
/// <param name="Depth">The number of layers of preactivations L, 2 to 10,000.</param>
/// <param name="Width">The width n of every hidden layer, at least 1.</param>
/// <param name="K1">K(1); null when <paramref name="InputScale"/> gives it.</param>
/// <param name="InputScale">|x|^2/n_0 instead of K(1): K(1) = C_b + C_W |x|^2/n_0; null when K(1) is given.</param>
/// <param name="Band">The kernel may leave K(1) by this factor either way, more than 1. Default 2.</param>
public sealed record RecommendationOptions(int Depth, int Width, double? K1, double? InputScale = null, double Band = 2)
{
    /// <summary>Checks every value.</summary>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public void Validate()
    {
        Require(Depth is >= 2 and <= 10_000, "the depth must be between 2 and 10000", Depth);
        Require(Width >= 1, "the width must be at least 1", Width);
        Require(Band > 1 && double.IsFinite(Band), "the band must be a factor larger than 1", Band);
        Require((K1 ?? 1) is > 0 and < double.PositiveInfinity, "K(1) must be a positive finite number", K1 ?? 1);
        Require((InputScale ?? 1) is > 0 and < double.PositiveInfinity, "the input scale |x|^2/n_0 must be a positive finite number", InputScale ?? 1);
        if ((K1 is null) == (InputScale is null))
        {
            throw new UserInputException("give either K(1) or the input scale |x|^2/n_0, from which it follows");
        }
    }

    /// <summary>K(1) for given C_b and C_W.</summary>
    internal double FirstKernel(double cb, double cw) => K1 ?? (cb + (cw * InputScale!.Value));

    private static void Require(bool condition, string message, double value)
    {
        if (!condition)
        {
            throw new UserInputException($"{message}, got {value.ToString("R", CultureInfo.InvariantCulture)}");
        }
    }
}

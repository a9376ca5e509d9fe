using System.Globalization;

namespace Theory.Numerics.Flow;

/// <summary>What a flow starts from.</summary>
/// <param name="K1">K(1), the kernel of the first preactivations: C_b + C_W |x|^2/n_0; positive.</param>
/// <param name="Cb">Bias variance C_b, at least 0.</param>
/// <param name="Cw">Rescaled weight variance C_W, positive.</param>
/// <param name="Width">Width n of every hidden layer, at least 1.</param>
/// <param name="Depth">The number of preactivation layers L; layer numbers run from 1 to L.</param>
public sealed record FlowOptions(double K1, double Cb, double Cw, int Width, int Depth)
{
    /// <summary>Depths above this are refused.</summary>
    public const int MaximumDepth = 100_000;

    /// <summary>Checks every value.</summary>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public void Validate()
    {
        Require(K1 > 0 && double.IsFinite(K1), "K(1) must be a positive finite number", K1);
        Require(Cb >= 0 && double.IsFinite(Cb), "C_b must be a finite number, at least 0", Cb);
        Require(Cw > 0 && double.IsFinite(Cw), "C_W must be a positive finite number", Cw);
        Require(Width >= 1, "the width must be at least 1", Width);
        Require(Depth is >= 1 and <= MaximumDepth, $"the depth must be between 1 and {MaximumDepth}", Depth);
    }

    private static void Require(bool condition, string message, double value)
    {
        if (!condition)
        {
            throw new UserInputException($"{message}, got {value.ToString("R", CultureInfo.InvariantCulture)}");
        }
    }
}

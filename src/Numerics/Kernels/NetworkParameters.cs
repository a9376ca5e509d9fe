using System.Globalization;

namespace Theory.Numerics.Kernels;

/// <summary>Depth, initialisation and learning rates of a network of infinite width, one value for each layer.</summary>
public sealed class NetworkParameters
{
    /// <summary>Depths above this are refused.</summary>
    public const int MaximumDepth = 100_000;

    /// <summary>Collects the parameters; a list of one value stands for that value in every layer.</summary>
    /// <param name="depth">The number of preactivation layers L.</param>
    /// <param name="cb">Bias variances C_b, at least 0.</param>
    /// <param name="cw">Rescaled weight variances C_W, positive.</param>
    /// <param name="lambdaB">Learning rates of the biases relative to the global one, at least 0.</param>
    /// <param name="lambdaW">Learning rates of the weights relative to the global one, divided by fan-in; at least 0.</param>
    /// <exception cref="UserInputException">A value is out of its domain, or a list has neither one value nor one for each layer.</exception>
    public NetworkParameters(
        int depth, IReadOnlyList<double> cb, IReadOnlyList<double> cw, IReadOnlyList<double> lambdaB, IReadOnlyList<double> lambdaW)
    {
        if (depth is < 1 or > MaximumDepth)
        {
            throw new UserInputException($"the depth must be between 1 and {MaximumDepth}, got {depth}");
        }

        Depth = depth;
        Cb = PerLayer("C_b", cb, depth, positive: false);
        Cw = PerLayer("C_W", cw, depth, positive: true);
        LambdaB = PerLayer("lambda_b", lambdaB, depth, positive: false);
        LambdaW = PerLayer("lambda_W", lambdaW, depth, positive: false);
    }

    /// <summary>The number of preactivation layers L.</summary>
    public int Depth { get; }

    /// <summary>Bias variances, of layers 1 to L.</summary>
    public IReadOnlyList<double> Cb { get; }

    /// <summary>Rescaled weight variances, of layers 1 to L.</summary>
    public IReadOnlyList<double> Cw { get; }

    /// <summary>Relative learning rates of the biases, of layers 1 to L.</summary>
    public IReadOnlyList<double> LambdaB { get; }

    /// <summary>Relative learning rates of the weights, of layers 1 to L.</summary>
    public IReadOnlyList<double> LambdaW { get; }

    private static double[] PerLayer(string name, IReadOnlyList<double> values, int depth, bool positive)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (double value in values)
        {
            if (!(double.IsFinite(value) && (positive ? value > 0 : value >= 0)))
            {
                throw new UserInputException(string.Create(
                    CultureInfo.InvariantCulture, $"{name} must be a finite number, {(positive ? "above" : "at least")} 0, got {value}"));
            }
        }

        return values.Count == 1 ? [.. Enumerable.Repeat(values[0], depth)]
            : values.Count == depth ? [.. values]
            : throw new UserInputException($"{name} needs one value, or one for each of the {depth} layers, got {values.Count}");
    }
}

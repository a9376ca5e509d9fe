using System.Globalization;

namespace Theory.Numerics.Flow;

/// <summary>What a flow starts from.</summary>
/// <param name="K1">K(1), the kernel of the first preactivations: C_b + C_W |x|^2/n_0; positive.</param>
/// <param name="Cb">Bias variance C_b of every layer without one of its own, at least 0.</param>
/// <param name="Cw">Rescaled weight variance C_W of every layer without one of its own, positive.</param>
/// <param name="Width">Width n of every hidden layer without one of its own, at least 1.</param>
/// <param name="Depth">The number of preactivation layers L; layer numbers run from 1 to L.</param>
public sealed record FlowOptions(double K1, double Cb, double Cw, int Width, int Depth)
{
    /// <summary>Depths above this are refused.</summary>
    public const int MaximumDepth = 100_000;

    /// <summary>C_b(1) to C_b(L), where layers differ; C_b(1) is part of K(1). Default: <see cref="Cb"/> everywhere.</summary>
    public IReadOnlyList<double>? LayerCb { get; init; }

    /// <summary>C_W(1) to C_W(L), where layers differ; C_W(1) is part of K(1). Default: <see cref="Cw"/> everywhere.</summary>
    public IReadOnlyList<double>? LayerCw { get; init; }

    /// <summary>The hidden widths n_1 to n_(L-1), where layers differ. Default: <see cref="Width"/> everywhere.</summary>
    public IReadOnlyList<int>? LayerWidths { get; init; }

    /// <summary>The learning rate of biases in the tangent kernel. Default 1.</summary>
    public double LambdaB { get; init; } = 1;

    /// <summary>The rescaled learning rate of weights in the tangent kernel. Default 1.</summary>
    public double LambdaW { get; init; } = 1;

    /// <summary>C_b(l) of the layer of preactivations l, from 1.</summary>
    public double CbOf(int layer) => LayerCb?[layer - 1] ?? Cb;

    /// <summary>C_W(l) of the layer of preactivations l, from 1.</summary>
    public double CwOf(int layer) => LayerCw?[layer - 1] ?? Cw;

    /// <summary>The width n_l of the hidden layer l, which feeds the preactivations l + 1.</summary>
    public int WidthOf(int layer) => LayerWidths?[layer - 1] ?? Width;

    /// <summary>Checks every value.</summary>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public void Validate()
    {
        Require(K1 > 0 && double.IsFinite(K1), "K(1) must be a positive finite number", K1);
        Require(Depth is >= 1 and <= MaximumDepth, $"the depth must be between 1 and {MaximumDepth}", Depth);
        RequireEach(LayerCb ?? [Cb], cb => cb >= 0 && double.IsFinite(cb), "C_b must be a finite number, at least 0");
        RequireEach(LayerCw ?? [Cw], cw => cw > 0 && double.IsFinite(cw), "C_W must be a positive finite number");
        RequireEach([.. (LayerWidths ?? [Width]).Select(n => (double)n)], n => n >= 1, "the width must be at least 1");
        RequireEach([LambdaB, LambdaW], x => x >= 0 && double.IsFinite(x), "the learning rates lambda_b and lambda_W must be finite numbers, at least 0");
        RequireCount(LayerCb?.Count, Depth, "values of C_b, but {0} layers of preactivations");
        RequireCount(LayerCw?.Count, Depth, "values of C_W, but {0} layers of preactivations");
        RequireCount(LayerWidths?.Count, Depth - 1, "widths, but {0} hidden layers, one fewer than layers of preactivations");
    }

    private static void RequireEach(IReadOnlyList<double> values, Func<double, bool> condition, string message)
    {
        foreach (double value in values)
        {
            Require(condition(value), message, value);
        }
    }

    private static void RequireCount(int? count, int expected, string message)
    {
        if (count is int given && given != expected)
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"there are {given} ")
                + string.Format(CultureInfo.InvariantCulture, message, expected) + "; give one value for all layers or one for each");
        }
    }

    private static void Require(bool condition, string message, double value)
    {
        if (!condition)
        {
            throw new UserInputException($"{message}, got {value.ToString("R", CultureInfo.InvariantCulture)}");
        }
    }
}

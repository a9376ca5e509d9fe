using Theory.Activations;
using Theory.Expressions;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Recommendations;

/// <summary>A point w about which networks of an unchanged activation are started: neurons get z + w and hand on s(w + z) - s(w).</summary>
/// <remarks>
/// With biases w - s(w) sum_j W_ij in hidden layers, w in the first and -s(w) sum_j W_ij in the last, a network of s equals one of the shifted activation with the same weights. For MRePU its
/// inflection w = -2/(p+1) is stable where w = 0 is not: docs/cure.md.
/// </remarks>
public sealed class OperatingPoint
{
    private readonly string _text;

    /// <summary>The point w of an activation.</summary>
    /// <param name="original">The activation.</param>
    /// <param name="point">w: a constant such as -2/3.</param>
    /// <exception cref="UserInputException">The point is no finite constant, or s has no value there.</exception>
    public OperatingPoint(Activation original, string point)
    {
        ArgumentNullException.ThrowIfNull(original);
        Expr w = Activation.Parse(point).Definition;
        double number = w.Contains(Symbol.Z) ? double.NaN : RunningErrorEvaluator.ValueOf(w);
        if (!double.IsFinite(number))
        {
            throw new UserInputException($"an operating point must be a number such as -2/3, got '{point}'");
        }

        (Original, Point, _text) = (original, number, point.Trim());
        Value = ActivationCompiler.Compile(original).ValueAt(number) is double value && double.IsFinite(value)
            ? value : throw new UserInputException($"'{original.Name}' has no value at the operating point {point}");
        Shifted = Activation.Parse($"{ActivationCall.Of(original, $"z + ({point})")} - {ActivationCall.Of(original, $"({point})")}");
    }

    /// <summary>The activation that neurons apply.</summary>
    public Activation Original { get; }

    /// <summary>w.</summary>
    public double Point { get; }

    /// <summary>s(w).</summary>
    public double Value { get; }

    /// <summary>s(w + z) - s(w), the activation of the theory.</summary>
    public Activation Shifted { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Original.Name} about {_text}";
}

using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Evaluation;

/// <summary>The value of one expectation at one K, with how it was computed and how good it is.</summary>
/// <remarks>The better of an <see cref="Estimate"/> of quadrature and a closed form or series, which have no magnitude.</remarks>
/// <param name="Value">The value at C_W = 1; NaN when there is none.</param>
/// <param name="AbsoluteError">A bound of its error.</param>
/// <param name="Method">How it was computed.</param>
/// <param name="Missing">What there is instead of a value; null when there is one.</param>
public readonly record struct QuantityValue(double Value, double AbsoluteError, EvaluationMethod Method, NoValue? Missing = null)
{
    /// <summary>True when there is a value.</summary>
    public bool IsDefined => Missing is null;

    /// <summary>Why there is no value; null when there is one.</summary>
    public string? UndefinedBecause => Missing?.Reason;

    /// <summary>The error relative to the value; 0 for an exact zero.</summary>
    public double RelativeError => AbsoluteError == 0 ? 0 : AbsoluteError / Math.Abs(Value);

    /// <summary>A quantity without a value.</summary>
    public static QuantityValue None(EvaluationMethod method, NoValueKind kind, string reason) => new(double.NaN, double.NaN, method, new NoValue(kind, reason));

    /// <summary>This value, for computations that cannot go on without it. What does not exist at any K is not refused, and stays NaN.</summary>
    /// <exception cref="UserInputException">It diverges, overflows, or could not be computed.</exception>
    public QuantityValue OrThrow() => Missing is null or { Kind: NoValueKind.Undefined } ? this : throw new UserInputException(Missing.Reason);
}

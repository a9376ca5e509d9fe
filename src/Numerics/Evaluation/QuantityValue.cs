namespace Theory.Numerics.Evaluation;

/// <summary>The value of one expectation at one K, with how it was computed and how good it is.</summary>
/// <param name="Value">The value at C_W = 1; NaN when the quantity does not exist.</param>
/// <param name="AbsoluteError">A bound of its error.</param>
/// <param name="Method">How it was computed.</param>
/// <param name="UndefinedBecause">Why the quantity does not exist; null when it does.</param>
public readonly record struct QuantityValue(double Value, double AbsoluteError, EvaluationMethod Method, string? UndefinedBecause = null)
{
    /// <summary>True when the quantity exists.</summary>
    public bool IsDefined => UndefinedBecause is null;

    /// <summary>The error relative to the value; 0 for an exact zero.</summary>
    public double RelativeError => AbsoluteError == 0 ? 0 : AbsoluteError / Math.Abs(Value);
}

namespace Theory.Numerics.Compilation;

/// <summary>A computed value and a bound of its rounding error.</summary>
/// <remarks>
/// What rounding alone does to one formula whose inputs are exact. An expectation, which has truncation and the ulp of K besides, or no value, is an
/// <c>Estimate</c>; a number that further arithmetic is done with, an <c>ErrorNumber</c>.
/// </remarks>
/// <param name="Value">The value.</param>
/// <param name="Error">An upper bound of |computed - exact|, to first order.</param>
public readonly record struct BoundedValue(double Value, double Error)
{
    /// <summary>The error relative to the value; 0 for an exact zero, infinite for an inexact one.</summary>
    public double RelativeError => Error == 0 ? 0 : Error / Math.Abs(Value);

    /// <summary>The error where the value is not known to vanish: below the normal numbers it has lost digits, all of them if it is 0.</summary>
    internal double WithUnderflow => double.IsNormal(Value) ? Error : Math.Max(Error, 4 * double.Epsilon);
}

using System.Globalization;
using Theory.Expectations;
using Theory.Numerics.Certified;
using Theory.Numerics.Evaluation;

namespace Theory.Hunt;

/// <summary>One comparison of a claimed value and bound with the enclosure of the true value.</summary>
/// <param name="Formula">The activation.</param>
/// <param name="K">The kernel.</param>
/// <param name="Quantity">Which expectation.</param>
/// <param name="Value">What evaluation claims.</param>
/// <param name="Enclosure">What is proven.</param>
internal sealed record Finding(string Formula, double K, Quantity Quantity, QuantityValue Value, CertifiedValue Enclosure)
{
    /// <summary>By how much the true value is at least beyond the claimed bound.</summary>
    public double Excess => Math.Max(Enclosure.Lower - Value.Value, Value.Value - Enclosure.Upper) - Value.AbsoluteError;

    /// <summary>True when the claimed bound is proven to be false; differences of a rounding error of the value are none.</summary>
    public bool IsViolation => Excess > 2 * (Math.BitIncrement(Math.Abs(Value.Value)) - Math.Abs(Value.Value));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"\"{Formula}\" K={K:R} {Quantity.Key}: {Value.Value:R} +- {Value.AbsoluteError:0.0e0} ({Value.Method}), proven [{Enclosure.Lower:R}, {Enclosure.Upper:R}], off by {Excess / Math.Max(Value.AbsoluteError, 1e-300):0.0e0} bounds");
}

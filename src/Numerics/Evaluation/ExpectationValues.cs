using Theory.Expectations;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Evaluation;

/// <summary>The values of the evaluated quantities at one K.</summary>
public sealed class ExpectationValues
{
    private readonly Dictionary<Quantity, QuantityValue> _values;

    internal ExpectationValues(double k, Dictionary<Quantity, QuantityValue> values)
    {
        K = k;
        _values = values;
    }

    /// <summary>The kernel: the variance of z.</summary>
    public double K { get; }

    /// <summary>True when at least one of the quantities has a value.</summary>
    public bool HasAny => _values.Values.Any(v => v.IsDefined);

    /// <summary>These values, for computations that cannot go on without one of them. What does not exist at any K is not refused, and stays NaN.</summary>
    /// <exception cref="UserInputException">One diverges, overflows, or could not be computed.</exception>
    public ExpectationValues OrThrow() => Missing is null ? this : throw new UserInputException(Missing.Reason);

    /// <summary>What the first of them has instead of a value that diverges, overflows, or could not be computed; null where all have one or do not exist at any K.</summary>
    internal NoValue? Missing => _values.Values.Select(v => v.Missing).FirstOrDefault(m => m is { Kind: not NoValueKind.Undefined });

    /// <summary>The value of a quantity that was evaluated.</summary>
    public QuantityValue this[Quantity quantity] => _values[quantity];
}

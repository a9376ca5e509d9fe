using Theory.Expectations;

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

    /// <summary>The value of a quantity that was evaluated.</summary>
    public QuantityValue this[Quantity quantity] => _values[quantity];
}

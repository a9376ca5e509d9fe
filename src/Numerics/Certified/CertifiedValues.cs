using Theory.Expectations;

namespace Theory.Numerics.Certified;

/// <summary>Enclosures of the expectations at one K.</summary>
public sealed class CertifiedValues
{
    private readonly CertifiedValue[] _values;

    internal CertifiedValues(double k, CertifiedValue[] values)
    {
        K = k;
        _values = values;
    }

    /// <summary>The kernel: the variance of z.</summary>
    public double K { get; }

    /// <summary>The enclosure of a quantity at C_W = 1.</summary>
    public CertifiedValue this[Quantity quantity] => _values[Quantity.All.TakeWhile(q => !q.Equals(quantity)).Count()];
}

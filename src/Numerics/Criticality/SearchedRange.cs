using System.Globalization;

namespace Theory.Numerics.Criticality;

/// <summary>The kernels among which a statement was checked.</summary>
/// <param name="From">The least one; 0 for all above 0.</param>
/// <param name="To">The largest one; infinite for all.</param>
public readonly record struct SearchedRange(double From, double To)
{
    /// <summary>Every K > 0.</summary>
    public static readonly SearchedRange All = new(0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override string ToString() => this == All ? "K > 0" : string.Create(CultureInfo.InvariantCulture, $"K from {From:0.###e+0} to {To:0.###e+0}");
}

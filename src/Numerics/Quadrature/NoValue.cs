namespace Theory.Numerics.Quadrature;

/// <summary>What an expectation has instead of a value.</summary>
/// <param name="Kind">Why, for decisions.</param>
/// <param name="Reason">Why, as a sentence for people; it names the quantity and K where these matter.</param>
public sealed record NoValue(NoValueKind Kind, string Reason)
{
    /// <summary>True when it is known that the expectation is infinite or larger than any double.</summary>
    public bool IsInfinite => Kind is NoValueKind.Diverges or NoValueKind.Overflows;
}

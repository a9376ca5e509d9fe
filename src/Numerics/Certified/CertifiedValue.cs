using Theory.Enclosures;

namespace Theory.Numerics.Certified;

/// <summary>An interval that is proven to contain an expectation, or the reason why there is none.</summary>
/// <param name="Lower">A number that the expectation is not below; NaN when nothing could be proven.</param>
/// <param name="Upper">A number that the expectation is not above; NaN when nothing could be proven.</param>
/// <param name="Reason">Why there is no enclosure; null when there is one.</param>
public readonly record struct CertifiedValue(double Lower, double Upper, string? Reason = null)
{
    /// <summary>True when there is an enclosure.</summary>
    public bool IsEnclosed => Reason is null;

    /// <summary>The width as a part of the larger end's magnitude; 0 for an exact value.</summary>
    public double RelativeWidth => Upper == Lower ? 0 : (Upper - Lower) / Math.Max(Math.Abs(Lower), Math.Abs(Upper));

    /// <summary>The enclosure of this times a positive factor.</summary>
    public CertifiedValue Times(double factor)
    {
        Interval product = new Interval(Lower, Upper) * Interval.Of(factor);
        return this with { Lower = product.Lower, Upper = product.Upper };
    }
}

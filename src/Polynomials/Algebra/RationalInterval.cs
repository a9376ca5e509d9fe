using Fractions;

namespace Theory.Polynomials.Algebra;

/// <summary>An interval with rational ends; null stands for an end at infinity.</summary>
/// <param name="Lower">The lower end, or null for minus infinity.</param>
/// <param name="Upper">The upper end, or null for infinity.</param>
public readonly record struct RationalInterval(Fraction? Lower, Fraction? Upper)
{
    /// <summary>All real numbers.</summary>
    public static RationalInterval Everything => new(null, null);

    /// <summary>True when both ends are finite.</summary>
    public bool IsBounded => Lower is not null && Upper is not null;

    /// <summary>The largest absolute value; null when it is infinite.</summary>
    public Fraction? Magnitude => Lower is Fraction l && Upper is Fraction u ? (l.Abs() > u.Abs() ? l.Abs() : u.Abs()) : null;

    /// <summary>What both intervals contain, when they meet.</summary>
    public RationalInterval Intersect(RationalInterval other) => new(
        Lower is Fraction l && other.Lower is Fraction m ? (l > m ? l : m) : Lower ?? other.Lower,
        Upper is Fraction u && other.Upper is Fraction v ? (u < v ? u : v) : Upper ?? other.Upper);

    /// <summary>The interval of a x + b.</summary>
    public RationalInterval Affine(Fraction a, Fraction b)
    {
        Fraction? lower = (Lower * a) + b;
        Fraction? upper = (Upper * a) + b;
        return a.IsZero ? new RationalInterval(b, b) : a.IsNegative ? new RationalInterval(upper, lower) : new RationalInterval(lower, upper);
    }
}

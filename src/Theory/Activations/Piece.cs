using Theory.Expressions;

namespace Theory.Activations;

/// <summary>A smooth piece of an activation: an expression in z on an interval.</summary>
/// <param name="From">Exact left end, or null for minus infinity.</param>
/// <param name="To">Exact right end, or null for plus infinity.</param>
/// <param name="Expression">The activation on this interval, free of kinks: no abs, sign, step, max or min of z is left in it.</param>
public sealed record Piece(Expr? From, Expr? To, Expr Expression)
{
    /// <summary>The left end in double precision; minus infinity when unbounded, NaN when it depends on a parameter.</summary>
    public double FromValue => From is null ? double.NegativeInfinity : ConstantValue.Of(From) ?? double.NaN;

    /// <summary>The right end in double precision; plus infinity when unbounded, NaN when it depends on a parameter.</summary>
    public double ToValue => To is null ? double.PositiveInfinity : ConstantValue.Of(To) ?? double.NaN;
}

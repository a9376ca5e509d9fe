using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>The half-line on one side of a point.</summary>
/// <param name="Point">The end.</param>
/// <param name="Above">True for z > point.</param>
internal sealed record HalfLine(Expr Point, bool Above)
{
    /// <summary>1 above, -1 below.</summary>
    public Expr Sign => Above ? Expr.One : Number.MinusOne;
}

using System.Collections.Immutable;
using Theory.Expressions;

namespace Theory.Activations;

/// <summary>A partition of the line with an expression on each interval.</summary>
/// <param name="Breakpoints">Increasing.</param>
/// <param name="Expressions">One more than breakpoints.</param>
internal sealed record Segments(ImmutableArray<Breakpoint> Breakpoints, ImmutableArray<Expr> Expressions)
{
    /// <summary>The index of the interval that contains a point.</summary>
    public int IndexAt(double z) => Breakpoints.Count(b => b.Value < z);

    /// <summary>The expression on the interval that contains a point.</summary>
    public Expr ExpressionAt(double z) => Expressions[IndexAt(z)];
}

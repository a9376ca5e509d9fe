using Theory.Expressions;

namespace Theory.Numerics.Design;

/// <summary>A member.</summary>
/// <param name="Value">The parameter.</param>
/// <param name="Exact">The parameter as an exact expression, where one is known.</param>
/// <param name="A1">a1 of the member at K* = 0; null where it has none.</param>
/// <param name="Cb">C_b of the wanted critical point.</param>
/// <param name="Cw">C_W of the wanted critical point.</param>
public sealed record DesignSolution(double Value, Expr? Exact, double? A1, double Cb, double Cw);

using Theory.Expressions;

namespace Theory.Numerics.Design;

/// <summary>A member.</summary>
/// <param name="Value">The parameter.</param>
/// <param name="Exact">The parameter as an exact expression, where one is known.</param>
/// <param name="A1">a1 of the member at K* = 0; null where it has none, or it was not asked for.</param>
/// <param name="Points">The kernels that were wanted, with C_b and C_W of each: K* = 0 first, where it was asked for.</param>
public sealed record DesignSolution(double Value, Expr? Exact, double? A1, IReadOnlyList<KernelPoint> Points)
{
    /// <summary>C_b of the first of the wanted kernels.</summary>
    public double Cb => Points[0].Cb;

    /// <summary>C_W of the first of the wanted kernels.</summary>
    public double Cw => Points[0].Cw;
}

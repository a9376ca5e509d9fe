using Theory.Activations;

namespace Theory.Numerics.Criticality;

/// <summary>The fixed points of K -> C_b + C_W g(K) of one initialisation, and how far it is from criticality.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Cb">C_b.</param>
/// <param name="Cw">C_W.</param>
/// <param name="EveryKernelIsFixed">True when C_b = 0 and C_W g(K) = K for every K; there are no isolated fixed points then.</param>
/// <param name="FixedPoints">The fixed points by rising K.</param>
/// <param name="Attracting">The lowest fixed point that attracts kernels from both sides, or, at 0, from above; null when there is none.</param>
/// <param name="NearestCritical">The nearest initialisation with a fixed point at which chi_par = chi_perp = 1; null when the activation has none.</param>
/// <param name="NearestEdge">The nearest initialisation whose attracting fixed point has chi_perp = 1; null when there is none.</param>
public sealed record FixedPointAnalysis(
    Activation Activation, double Cb, double Cw, bool EveryKernelIsFixed, IReadOnlyList<FixedPoint> FixedPoints, FixedPoint? Attracting,
    CriticalPoint? NearestCritical, EdgePoint? NearestEdge)
{
    /// <summary>
    /// The K beyond which nothing is known, because the expectations could not be evaluated or the growth of s is not known: whether there are fixed points further out, and whether
    /// the kernel grows without bound, is undecided. Null when the search was complete.
    /// </summary>
    public double? UndecidedBeyond { get; init; }

    /// <summary>The kernels above 0 among which fixed points were looked for.</summary>
    public SearchedRange Searched { get; init; } = SearchedRange.All;

    /// <summary>True when it is proven that there are no other fixed points.</summary>
    public bool IsProven { get; init; } = true;

    /// <summary>chi_par - 1 at the attracting fixed point: how fast the kernel forgets its start; NaN without one.</summary>
    public double ParallelExcess => EveryKernelIsFixed ? 0 : (Attracting?.ChiParallel ?? double.NaN) - 1;

    /// <summary>chi_perp - 1 at the attracting fixed point: negative in the ordered phase, positive in the chaotic one; NaN without one.</summary>
    public double PerpendicularExcess => EveryKernelIsFixed ? 0 : (Attracting?.ChiPerp ?? double.NaN) - 1;

    /// <summary>The distance to <see cref="NearestCritical"/> in the plane of C_W and C_b.</summary>
    public double? CriticalDistance => NearestCritical is { } p ? Math.Sqrt(Square(p.Cb - Cb) + Square(p.Cw - Cw)) : null;

    /// <summary>The distance to <see cref="NearestEdge"/> in the plane of C_W and C_b.</summary>
    public double? EdgeDistance => NearestEdge is { } p ? Math.Sqrt(Square(p.Cb - Cb) + Square(p.Cw - Cw)) : null;

    private static double Square(double x) => x * x;
}

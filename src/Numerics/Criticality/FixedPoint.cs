namespace Theory.Numerics.Criticality;

/// <summary>A kernel that the layers leave as it is: K = C_b + C_W g(K).</summary>
/// <param name="K">The kernel.</param>
/// <param name="ChiParallel">chi_par there: deviations of the kernel are multiplied by it in every layer; infinite where g has no slope.</param>
/// <param name="ChiPerp">chi_perp there: differences of inputs are multiplied by it; NaN where s jumps.</param>
/// <param name="Stability">What nearby kernels do.</param>
public sealed record FixedPoint(double K, double ChiParallel, double ChiPerp, FixedPointStability Stability)
{
    /// <summary>
    /// True where C_b and C_W lie within a unit in their last places of values at which two fixed points meet: as typed there are two close ones here, or none, and one is given.
    /// </summary>
    public bool IsMergedWithinRounding { get; init; }

    /// <summary>xi_par = -1/ln chi_par.</summary>
    public double ParallelDepth => CorrelationDepth.Of(ChiParallel);

    /// <summary>xi_perp = -1/ln chi_perp; NaN where s jumps.</summary>
    public double PerpendicularDepth => CorrelationDepth.Of(ChiPerp);
}

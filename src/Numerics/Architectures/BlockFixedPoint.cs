using Theory.Numerics.Criticality;

namespace Theory.Numerics.Architectures;

/// <summary>A kernel that a block of layers leaves as it is.</summary>
/// <param name="K">K*.</param>
/// <param name="ChiParallel">dK behind the block by dK in front of it.</param>
/// <param name="ChiPerp">The growth of small perpendicular perturbations; NaN where an activation jumps.</param>
public sealed record BlockFixedPoint(double K, double ChiParallel, double ChiPerp)
{
    /// <summary>-1/ln chi_par, in blocks.</summary>
    public double ParallelDepth => CorrelationDepth.Of(ChiParallel);

    /// <summary>-1/ln chi_perp, in blocks.</summary>
    public double PerpendicularDepth => CorrelationDepth.Of(ChiPerp);

    /// <summary>True where kernels nearby come closer.</summary>
    public bool IsStable => Math.Abs(ChiParallel) < 1;
}

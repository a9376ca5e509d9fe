namespace Theory.Numerics.Criticality;

/// <summary>What happens to kernels near a fixed point; where chi_par = 1 the next order decides.</summary>
public enum FixedPointStability
{
    /// <summary>Nearby kernels approach it.</summary>
    Stable,

    /// <summary>Nearby kernels leave it.</summary>
    Unstable,

    /// <summary>Kernels just below approach it, those just above leave it: g'' > 0.</summary>
    StableFromBelow,

    /// <summary>Kernels just above approach it, those just below leave it: g'' &lt; 0.</summary>
    StableFromAbove,

    /// <summary>Nearby kernels stay, or move more slowly than at second order.</summary>
    Marginal,
}

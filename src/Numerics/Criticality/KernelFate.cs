namespace Theory.Numerics.Criticality;

/// <summary>What becomes of kernels beyond the largest one that is tabulated.</summary>
internal enum KernelFate
{
    /// <summary>C_W g(K) > K from some K on: kernels that get there grow without bound.</summary>
    GrowsWithoutBound,

    /// <summary>C_W g(K) &lt; K from some K on: there is a fixed point further out for every C_b.</summary>
    Returns,

    /// <summary>Nothing is known.</summary>
    Undecided,
}

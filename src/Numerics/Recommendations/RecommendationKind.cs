namespace Theory.Numerics.Recommendations;

/// <summary>Why an initialisation is recommended.</summary>
public enum RecommendationKind
{
    /// <summary>It is critical, and the kernel stays within the band.</summary>
    Critical,

    /// <summary>K(1) is its attracting fixed point, with chi_perp = 1: kernel and angles are kept.</summary>
    EdgeOfChaos,

    /// <summary>Its C_W is the largest at which the kernel leaves the band neither upwards nor downwards.</summary>
    LargestCw,

    /// <summary>No initialisation is critical: it only keeps this one K(1).</summary>
    Balanced,
}

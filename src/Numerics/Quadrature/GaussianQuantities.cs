namespace Theory.Numerics.Quadrature;

/// <summary>The Gaussian expectations of an activation s that one pass can compute; C_W = 1 throughout.</summary>
/// <remarks>Naming only those needed saves refinement, and keeps a divergent one that is not needed from being an error.</remarks>
[Flags]
public enum GaussianQuantities
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The mean of s.</summary>
    Mean = 1,

    /// <summary>The kernel g, the mean of s^2.</summary>
    Kernel = 2,

    /// <summary>g'(K), the parallel susceptibility.</summary>
    KernelFirstDerivative = 4,

    /// <summary>g''(K).</summary>
    KernelSecondDerivative = 8,

    /// <summary>The mean of s'^2, the perpendicular susceptibility.</summary>
    ChiPerp = 16,

    /// <summary>h, half the K-derivative of the perpendicular susceptibility.</summary>
    H = 32,

    /// <summary>The mean of s^4.</summary>
    M4 = 64,

    /// <summary>The mean of s^6.</summary>
    M6 = 128,

    /// <summary>All of them.</summary>
    All = 255,
}

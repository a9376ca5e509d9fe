namespace Theory.Numerics.Kernels;

/// <summary>The kernels of one layer, for every pair of inputs.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Kernel">K(l)_ab, the covariance of the preactivations (NNGP kernel).</param>
/// <param name="Tangent">Theta(l)_ab, the neural tangent kernel; null if s jumps, where it is infinite.</param>
/// <param name="Error">
/// A bound on the errors of the expectations behind this layer, relative to sqrt(g(K_a) g(K_b)) and sqrt(chi_perp chi_perp); 0 in layer 1.
/// </param>
public sealed record KernelLayer(int Layer, SymmetricMatrix Kernel, SymmetricMatrix? Tangent, double Error);

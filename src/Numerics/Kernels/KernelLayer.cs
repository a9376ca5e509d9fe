namespace Theory.Numerics.Kernels;

/// <summary>The kernels of one layer, for every pair of inputs.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Kernel">K(l)_ab, the covariance of the preactivations (NNGP kernel).</param>
/// <param name="Tangent">Theta(l)_ab, the neural tangent kernel; null if s jumps, where it is infinite.</param>
/// <param name="Error">
/// A bound on the errors of K_ab relative to sqrt(K_aa K_bb), and of Theta_ab relative to sqrt(Theta_aa Theta_bb): those of the expectations, and
/// what the rounding of the layers before has grown to.
/// </param>
public sealed record KernelLayer(int Layer, SymmetricMatrix Kernel, SymmetricMatrix? Tangent, double Error);

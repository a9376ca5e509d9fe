namespace Theory.Numerics.Recommendations;

/// <summary>The kernel of each hidden layer, as far as it exists.</summary>
/// <param name="Cw">C_W of the weight layers between the first and the last one.</param>
/// <param name="Kernels">K(1), K(2), …, K(L-1); shorter where the kernel leaves double precision.</param>
/// <param name="Escape">The first layer outside the band, or beyond double precision; null when all are inside.</param>
/// <param name="Grows">True when the kernel leaves the band upwards.</param>
public sealed record KernelTrajectory(double Cw, IReadOnlyList<double> Kernels, int? Escape, bool Grows);

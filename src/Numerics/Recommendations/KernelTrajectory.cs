namespace Theory.Numerics.Recommendations;

/// <summary>The kernel of each layer, as far as it exists.</summary>
/// <param name="Cw">C_W.</param>
/// <param name="Kernels">K(1), K(2), …; shorter than the depth where the kernel leaves double precision.</param>
/// <param name="Escape">The first layer outside the band, or beyond double precision; null when all are inside.</param>
/// <param name="Grows">True when the kernel leaves the band upwards.</param>
public sealed record KernelTrajectory(double Cw, IReadOnlyList<double> Kernels, int? Escape, bool Grows);

namespace Theory.Numerics.Design;

/// <summary>A kernel that a member keeps, and how.</summary>
/// <param name="K">K = C_b + C_W g(K); 0 for K* = 0.</param>
/// <param name="Cb">C_b.</param>
/// <param name="Cw">C_W.</param>
/// <param name="ChiParallel">chi_par there.</param>
/// <param name="ChiPerp">chi_perp there.</param>
public sealed record KernelPoint(double K, double Cb, double Cw, double ChiParallel, double ChiPerp);

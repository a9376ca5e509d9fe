namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>The kernel matrix of two inputs + and - about their midpoint (PDLT 5.20).</summary>
/// <param name="K0">K_[0] = (K++ + 2 K+- + K--)/4: the midpoint itself.</param>
/// <param name="K1">K_[1] = (K++ - K--)/2: the difference of their sizes.</param>
/// <param name="K2">K_[2] = (K++ - 2 K+- + K--)/4: a quarter of their squared distance.</param>
public readonly record struct MidpointKernel(double K0, double K1, double K2)
{
    /// <summary>From the three elements of the kernel matrix.</summary>
    public static MidpointKernel Of(double ka, double kb, double kab) => new((ka + (2 * kab) + kb) / 4, (ka - kb) / 2, (ka - (2 * kab) + kb) / 4);
}

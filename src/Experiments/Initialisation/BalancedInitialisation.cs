namespace Theory.Experiments.Initialisation;

/// <summary>The C_W at which the first layers of a RePU network keep their kernel at infinite width.</summary>
internal static class BalancedInitialisation
{
    /// <summary>C_W with K(2) = K(1) for an input: C_W c (C_W |x|²/n_0)^p = C_W |x|²/n_0, c = (2p-1)!!/2 (paper eq. 6).</summary>
    /// <param name="p">The power.</param>
    /// <param name="inputSquare">|x|²/n_0.</param>
    public static double CwOfRePU(int p, double inputSquare) => Math.Pow(KernelCoefficient(p) * Math.Pow(inputSquare, p - 1), -1.0 / p);

    /// <summary>c in g(K) = c K^p.</summary>
    public static double KernelCoefficient(int p) => Enumerable.Range(1, p).Aggregate(0.5, (product, k) => product * ((2 * k) - 1));
}

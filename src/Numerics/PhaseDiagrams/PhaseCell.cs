namespace Theory.Numerics.PhaseDiagrams;

/// <summary>One initialisation of a phase diagram.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="K">The lowest fixed point that kernels approach; NaN when the kernel diverges.</param>
/// <param name="ChiParallel">chi_par there; NaN when the kernel diverges.</param>
/// <param name="ChiPerp">chi_perp there; NaN when the kernel diverges.</param>
public readonly record struct PhaseCell(Phase Phase, double K, double ChiParallel, double ChiPerp)
{
    /// <summary>Where the expectations could not be evaluated.</summary>
    public static PhaseCell Undecided { get; } = new(Phase.Undecided, double.NaN, double.NaN, double.NaN);

    /// <summary>Where there is no fixed point.</summary>
    public static PhaseCell None { get; } = new(Phase.Diverging, double.NaN, double.NaN, double.NaN);
}

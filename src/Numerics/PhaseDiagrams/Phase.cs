namespace Theory.Numerics.PhaseDiagrams;

/// <summary>What signals do at the kernel that an initialisation settles at.</summary>
public enum Phase
{
    /// <summary>chi_perp &lt; 1: inputs become alike, gradients vanish.</summary>
    Ordered,

    /// <summary>chi_perp = 1 within 1e-6.</summary>
    Critical,

    /// <summary>chi_perp > 1: close inputs drift apart, gradients explode.</summary>
    Chaotic,

    /// <summary>There is no fixed point to settle at: the kernel grows without bound.</summary>
    Diverging,

    /// <summary>Not known: the expectations could not be evaluated where it would be decided.</summary>
    Undecided,
}

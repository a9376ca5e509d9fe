namespace Theory.Numerics.Recommendations;

/// <summary>Where the hidden layers of a recommended initialisation lie.</summary>
public enum RecommendationKind
{
    /// <summary>chi_par = chi_perp = 1.</summary>
    Critical,

    /// <summary>chi_perp = 1 at an attracting kernel.</summary>
    EdgeOfChaos,

    /// <summary>chi_perp below 1: inputs become alike and gradients vanish, at a rate that the depth allows or not.</summary>
    Ordered,

    /// <summary>chi_perp above 1 at an attracting kernel: gradients grow, at a rate that the depth allows or not.</summary>
    Chaotic,

    /// <summary>chi_par above 1: a deviation of the kernel grows.</summary>
    Unstable,

    /// <summary>s jumps, so that chi_perp does not exist.</summary>
    WithoutGradients,
}

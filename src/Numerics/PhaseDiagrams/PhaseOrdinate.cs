namespace Theory.Numerics.PhaseDiagrams;

/// <summary>What a phase diagram has beside C_W.</summary>
public enum PhaseOrdinate
{
    /// <summary>C_b.</summary>
    BiasVariance,

    /// <summary>beta, the factor of the branches of skips.</summary>
    BranchFactor,
}

namespace Theory.Networks;

/// <summary>Families of laws of weights.</summary>
public enum WeightLawKind
{
    /// <summary>Normal numbers.</summary>
    Normal,

    /// <summary>Uniform numbers.</summary>
    Uniform,

    /// <summary>Normal numbers without their tails.</summary>
    Truncated,

    /// <summary>0 or one of two opposite values.</summary>
    ThreeValued,

    /// <summary>Elements of a random orthogonal matrix.</summary>
    Orthogonal,
}

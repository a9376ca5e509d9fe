namespace Theory.Polynomials.Networks;

/// <summary>What a node of a network computes from its affine preactivation.</summary>
public enum NodeKind
{
    /// <summary>A variable; it has no preactivation.</summary>
    Input,

    /// <summary>MRePU_p of the preactivation.</summary>
    Unit,

    /// <summary>The preactivation itself.</summary>
    Linear,
}

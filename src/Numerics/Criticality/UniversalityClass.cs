namespace Theory.Numerics.Criticality;

/// <summary>How the kernel of an activation behaves at criticality (PDLT section 5.3).</summary>
public enum UniversalityClass
{
    /// <summary>No C_b >= 0 and C_W make both susceptibilities 1 at a fixed point.</summary>
    None,

    /// <summary>Every K is a critical fixed point: s is homogeneous of degree 1.</summary>
    ScaleInvariant,

    /// <summary>The kernel is critical at K* = 0.</summary>
    ZeroKernel,

    /// <summary>The kernel is critical at an isolated K* > 0, approached from one side and left on the other.</summary>
    HalfStable,
}

namespace Theory.Expectations;

/// <summary>What a breakpoint does to a product of derivatives of s that hold delta functions there.</summary>
public enum DeltaEffect
{
    /// <summary>No derivative in it is singular, or a factor that vanishes takes the singularity away.</summary>
    None,

    /// <summary>A delta function times factors that are continuous: it adds its weight times the density at the breakpoint.</summary>
    Delta,

    /// <summary>The product of delta functions, or of one with a function that jumps, has no meaning.</summary>
    Undefined,
}

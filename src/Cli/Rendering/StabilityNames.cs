using Theory.Numerics.Criticality;

namespace Theory.Cli.Rendering;

/// <summary>The stability of fixed points in words, the same in every command.</summary>
internal static class StabilityNames
{
    /// <summary>The name in JSON.</summary>
    public static string Name(FixedPointStability stability) => stability switch
    {
        FixedPointStability.Stable => "stable",
        FixedPointStability.Unstable => "unstable",
        FixedPointStability.Marginal => "marginal",
        _ => "half-stable",
    };

    /// <summary>The name in text, with the side from which kernels approach.</summary>
    public static string Describe(FixedPointStability stability) => stability switch
    {
        FixedPointStability.StableFromBelow => "half-stable: approached from below",
        FixedPointStability.StableFromAbove => "half-stable: approached from above",
        _ => Name(stability),
    };

    /// <summary>The side from which kernels approach: no kernel is below K* = 0; null where they leave or stay.</summary>
    /// <param name="stability">The stability.</param>
    /// <param name="k">K*; null where every K is a fixed point.</param>
    public static string? ApproachedFrom(FixedPointStability stability, double? k) => stability switch
    {
        FixedPointStability.StableFromBelow => "below",
        FixedPointStability.StableFromAbove => "above",
        FixedPointStability.Stable => k == 0 ? "above" : "both",
        _ => null,
    };
}

namespace Theory.Numerics.Criticality;

/// <summary>The depth over which a deviation that is multiplied by chi in every layer changes by a factor e.</summary>
internal static class CorrelationDepth
{
    /// <summary>xi = -1/ln |chi|: positive where deviations shrink, negative where they grow, infinite at |chi| = 1, 0 at chi = 0.</summary>
    /// <remarks>Schoenholz et al. 2017 for chi_par and chi_perp.</remarks>
    public static double Of(double chi) => Math.Abs(chi) == 1 ? double.PositiveInfinity : -1 / Math.Log(Math.Abs(chi));
}

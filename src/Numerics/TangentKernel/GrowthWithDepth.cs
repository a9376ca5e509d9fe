using Theory.Numerics.Criticality;

namespace Theory.Numerics.TangentKernel;

/// <summary>The growth of the relative sizes of a critical network with its depth L.</summary>
/// <param name="Class">The universality class.</param>
/// <param name="Cb">The critical C_b.</param>
/// <param name="Cw">The critical C_W.</param>
/// <param name="K1">The kernel K(1) from which the flow was followed.</param>
/// <param name="Layers">How many layers were followed.</param>
/// <param name="Powers">The fitted powers.</param>
public sealed record GrowthWithDepth(UniversalityClass Class, double Cb, double Cw, double K1, int Layers, IReadOnlyList<DepthPower> Powers)
{
    /// <summary>The depth-to-width ratio L/n at which the largest relative size that grows like L/n reaches a bound; NaN where none grows so.</summary>
    public double RatioFor(double bound) => bound / Powers.Where(p => Math.Abs(p.Power - 1) < 0.1).Select(p => Math.Abs(p.Coefficient)).DefaultIfEmpty(double.NaN).Max();
}

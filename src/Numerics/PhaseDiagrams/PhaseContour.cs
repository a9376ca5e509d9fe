using Theory.Numerics.Criticality;

namespace Theory.Numerics.PhaseDiagrams;

/// <summary>The initialisations at which the attracting kernel has a given chi_perp: one correlation depth.</summary>
/// <param name="ChiPerp">chi_perp on the curve; 1 is the boundary between order and chaos.</param>
/// <param name="Segments">The curve inside the diagram, in connected parts, by rising K*.</param>
public sealed record PhaseContour(double ChiPerp, IReadOnlyList<IReadOnlyList<ContourPoint>> Segments)
{
    /// <summary>xi_perp = -1/ln chi_perp: positive in order, negative in chaos.</summary>
    public double Depth => CorrelationDepth.Of(ChiPerp);
}

using Theory.Activations;
using Theory.Expressions;

namespace Theory.Numerics.Criticality;

/// <summary>The universality class of an activation, its critical initialisations, and why.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="Class">The class.</param>
/// <param name="CriticalPoints">Every critical point that was found, K* = 0 first; only those with C_b >= 0.</param>
/// <param name="A1">a1 of K(l+1) = K (1 + a1 K + …) at K* = 0; null where s has no such expansion.</param>
/// <param name="B1">b1 of chi_perp = 1 + b1 K + … at K* = 0; null where s has no such expansion.</param>
/// <param name="ConstantRatio">chi_par/chi_perp when closed forms show that it does not depend on K; else null.</param>
/// <param name="Reason">One or two sentences that explain the class.</param>
public sealed record Classification(
    Activation Activation,
    UniversalityClass Class,
    IReadOnlyList<CriticalPoint> CriticalPoints,
    Expr? A1,
    Expr? B1,
    Expr? ConstantRatio,
    string Reason)
{
    /// <summary>The kernels among which critical points were looked for; null where none could be tried.</summary>
    public SearchedRange? Searched { get; init; } = SearchedRange.All;

    /// <summary>True when the list of critical points is proven to be complete; else there could be others beyond the searched range, or where rounding hides them.</summary>
    public bool IsProven { get; init; } = true;
}

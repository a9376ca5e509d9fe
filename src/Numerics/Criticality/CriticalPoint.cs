using Theory.Expressions;

namespace Theory.Numerics.Criticality;

/// <summary>An initialisation at which K = C_b + C_W g(K) and chi_par = chi_perp = 1.</summary>
/// <param name="K">The fixed point K*; null when every K is one.</param>
/// <param name="Cb">C_b.</param>
/// <param name="Cw">C_W.</param>
/// <param name="Stability">What nearby kernels do.</param>
/// <param name="ExactK">K* as an exact number; null when it is known in double precision only, or when every K is one.</param>
/// <param name="ExactCw">C_W as an exact number, or null.</param>
public sealed record CriticalPoint(double? K, double Cb, double Cw, FixedPointStability Stability, Expr? ExactK = null, Expr? ExactCw = null)
{
    /// <summary>False when the conditions hold but C_b would have to be negative.</summary>
    public bool IsAdmissible => Cb >= 0;
}

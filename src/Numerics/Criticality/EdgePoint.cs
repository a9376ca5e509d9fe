namespace Theory.Numerics.Criticality;

/// <summary>An initialisation on the edge of chaos: its attracting kernel K* has chi_perp = 1.</summary>
/// <param name="K">K*.</param>
/// <param name="Cb">C_b = K* - g(K*)/&lt;s'^2&gt;.</param>
/// <param name="Cw">C_W = 1/&lt;s'^2&gt; at K*.</param>
/// <param name="ChiParallel">chi_par at K*, at most 1.</param>
public sealed record EdgePoint(double K, double Cb, double Cw, double ChiParallel);

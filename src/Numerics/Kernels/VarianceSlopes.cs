namespace Theory.Numerics.Kernels;

/// <summary>By how much relative errors of the two variances move the expectations: logarithmic derivatives.</summary>
/// <param name="Value">Of &lt;s s&gt; against sqrt(g(K_a) g(K_b)), for both variances together.</param>
/// <param name="Derivative">Of &lt;s' s'&gt; against the same with chi_perp.</param>
/// <param name="IsHomogeneous">True if &lt;s s&gt;/sqrt(g g) depends on the correlation alone.</param>
internal readonly record struct VarianceSlopes(double Value, double Derivative, bool IsHomogeneous);

namespace Theory.Numerics.Recommendations;

/// <summary>What fixes C_W at a kernel K; C_b = K - C_W g(K) then keeps it.</summary>
internal enum CandidateRecipe
{
    /// <summary>C_W = factor/&lt;s'^2&gt;, so that chi_perp is the factor.</summary>
    Perpendicular,

    /// <summary>C_W = factor/g', so that chi_par is the factor.</summary>
    Parallel,

    /// <summary>C_W = K/g, with C_b = 0.</summary>
    WithoutBias,
}

namespace Theory.Numerics.Shaping;

/// <summary>What a shaped activation shall fulfil at K = 1, beside g = chi_par = 1 at C_W = 1.</summary>
public enum ShapingMethod
{
    /// <summary>Deep kernel shaping: &lt;s&gt; = 0, chi_perp = zeta (Martens et al. 2021, arXiv 2110.01765).</summary>
    Dks,

    /// <summary>Tailored activation transformation: chi_perp = 1, &lt;s''^2&gt; = tau; a leaky ReLU by the correlation of unrelated inputs (Zhang et al. 2022).</summary>
    Tat,
}

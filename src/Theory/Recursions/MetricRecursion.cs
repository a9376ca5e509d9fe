using Theory.Expectations;
using Theory.Expressions;
using static Theory.Recursions.RecursionSymbols;

namespace Theory.Recursions;

/// <summary>The mean metric at finite width, G = K + G1/n.</summary>
internal static class MetricRecursion
{
    /// <summary>G1(l+1) = (n_l/n_{l-1}) [chi_par G1(l) + C_W g'' V(l)/2].</summary>
    public static Recursion Correction { get; } = new(
        "metric", "correction of the metric at finite width, G = K + G1/n", G1, Formula(), new("G1(1)", "G_1^{(1)}", 0), "PDLT section 4.3; beyond the paper", [], Explain);

    /// <summary>E[Ghat(l+1) | Ghat(l) = K + x] to the second order in x, in terms of g, chi_par = C_W g' and g''.</summary>
    internal static Expr ConditionalMean()
    {
        Symbol x = WidthExpansion.Fluctuation;
        return Cb + (Cw * Of(Quantity.Kernel)) + (Of(Quantity.ChiParallel) * x) + (Cw * Of(Quantity.KernelSecondDerivative) * x.Pow(2) / 2);
    }

    private static Expr Formula() =>
        Width / PreviousWidth * Expansion.Expand((WidthExpansion.Mean(ConditionalMean()) - KernelRecursions.SingleInput.Formula) * PreviousWidth);

    private static IReadOnlyList<ExplanationStep> Explain() =>
    [
        .. KernelRecursions.StochasticMetric(),
        new("Write Ghat(l) = K + x and expand in x, with chi_par = C_W g'(K):",
            [new("E[Ghat(l+1) | Ghat(l)]", @"\mathbb{E}[\widehat{G}^{(\ell+1)} \mid \widehat{G}^{(\ell)}]", ConditionalMean())]),
        new("Take the mean over x to the order 1/n: E[x] = G1(l)/n_{l-1} and E[x^2] = V(l)/n_{l-1} by the definitions of G1 and V; higher moments are of higher order:",
            [new("E[Ghat(l+1)]", @"\mathbb{E}[\widehat{G}^{(\ell+1)}]", WidthExpansion.Mean(ConditionalMean()))]),
        new("By definition that is K(l+1) + G1(l+1)/n_l, and K(l+1) = C_b + C_W g. In g'' integration by parts removes all derivatives of s, g'' = <s^2 He4(z/sqrt K)>/(4K^2) with He4(t) = t^4 - 6t^2 + 3. Subtract and multiply by n_l:",
            [new("G1(l+1)", @"G_1^{(\ell+1)}", Correction.Formula)]),
    ];
}

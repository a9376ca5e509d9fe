using Theory.Expectations;
using Theory.Expressions;
using static Theory.Recursions.RecursionSymbols;

namespace Theory.Recursions;

/// <summary>The four-point vertex, for one input and for several.</summary>
internal static class VertexRecursions
{
    private static readonly Symbol G = Of(Quantity.Kernel);
    private static readonly Symbol M4 = Of(Quantity.FourthMoment);

    /// <summary>V(l+1) = C_W^2 (m4 - g^2) + (n_l/n_{l-1}) chi_par^2 V(l).</summary>
    public static Recursion SingleInput { get; } = new(
        "vertex", "four-point vertex", V, (Width * WithinLayer()) + (Width * BetweenLayers()), new("V(1)", "V^{(1)}", 0), "paper eq. 8, PDLT section 4.3", [], Explain);

    /// <summary>The vertex of four inputs 1, 2, 3, 4.</summary>
    public static Recursion SeveralInputs { get; } = new(
        "vertexSeveralInputs", "four-point vertex of several inputs", Vertex(1, 2, 3, 4), RightSide(1, 2, 3, 4),
        new("V_(12)(34)(1)", "V_{(12)(34)}^{(1)}", 0), "paper eq. 4, PDLT section 4.3", Definitions(), ExplainSeveral);

    /// <summary>The right side for V_(ab)(cd); inputs may coincide.</summary>
    public static Expr RightSide(int a, int b, int c, int d) =>
        (Width * WithinLayer(a, b, c, d)) + (Width * BetweenLayers((a, b), (c, d)));

    /// <summary>E[Var(Ghat(l+1) | Ghat(l))] to the order 1/n: the variance of C_W times a mean of n_l independent s^2.</summary>
    private static Expr WithinLayer() => Expansion.Expand(WidthExpansion.MeanOverPairs(M4, G.Pow(2)) - G.Pow(2)) is var variance
        ? Cw.Pow(2) * Collected(variance) : Expr.Zero;

    /// <summary>Var(E[Ghat(l+1) | Ghat(l)]) to the order 1/n.</summary>
    private static Expr BetweenLayers() => WidthExpansion.Variance(MetricRecursion.ConditionalMean());

    /// <summary>The same as <see cref="WithinLayer()"/> for the covariance of two elements of Ghat.</summary>
    private static Expr WithinLayer(int a, int b, int c, int d)
    {
        Expr product = Mean(a, b) * Mean(c, d);
        return Cw.Pow(2) * Collected(Expansion.Expand(WidthExpansion.MeanOverPairs(Mean(a, b, c, d), product) - product));
    }

    /// <summary>x/n - y/n as (x - y)/n.</summary>
    private static Expr Collected(Expr variance) => Expansion.Expand(variance * Width) / Width;

    /// <summary>
    /// The same as <see cref="BetweenLayers()"/>: means of s_a s_b depend on Ghat_aa, Ghat_ab and Ghat_bb alone; to the first order in their
    /// fluctuations, of covariance V/n_{l-1}.
    /// </summary>
    private static Expr BetweenLayers((int A, int B) first, (int A, int B) second) => Cw.Pow(2) / PreviousWidth * Sum.Of(
        from p in Elements(first)
        from q in Elements(second)
        select Slope(first, p) * Slope(second, q) * Vertex(p.A, p.B, q.A, q.B));

    private static IEnumerable<(int A, int B)> Elements((int A, int B) pair) =>
        pair.A == pair.B ? [pair] : [(pair.A, pair.A), pair, (pair.B, pair.B)];

    private static IReadOnlyList<ExplanationStep> Explain() =>
    [
        .. KernelRecursions.StochasticMetric(),
        new("By definition V(l+1)/n_l is the variance of Ghat(l+1). The law of total variance splits it into what the neurons of layer l add and what comes from the layers before:",
            [new("V(l+1)/n_l", @"V^{(\ell+1)}/n_\ell",
                new Symbol("E[Var(Ghat(l+1) | Ghat(l))]", latex: @"\mathbb{E}\,\mathrm{Var}(\widehat{G}^{(\ell+1)} \mid \widehat{G}^{(\ell)})")
                + new Symbol("Var(E[Ghat(l+1) | Ghat(l)])", latex: @"\mathrm{Var}\,\mathbb{E}[\widehat{G}^{(\ell+1)} \mid \widehat{G}^{(\ell)}]"))]),
        new("First part. Of the n_l^2 pairs of neurons in the square of the sum, n_l consist of one neuron twice, and give m4 = <s^4>; the others are independent, and give g^2:",
            [new("E[(sum_j s(z_j)^2/n_l)^2]", @"\mathbb{E}\left[\left(\tfrac{1}{n_\ell} \sum_j \sigma(z_j)^2\right)^2\right]", WidthExpansion.MeanOverPairs(M4, G.Pow(2)))]),
        new("Less the square of the mean, g^2, times C_W^2. It is of the order 1/n already, so that Ghat(l) may be replaced with K(l):",
            [new("E[Var(Ghat(l+1) | Ghat(l))]", @"\mathbb{E}\,\mathrm{Var}(\widehat{G}^{(\ell+1)} \mid \widehat{G}^{(\ell)})", WithinLayer())]),
        new("Second part. Write Ghat(l) = K + x and expand the conditional mean in x, with chi_par = C_W g'(K):",
            [new("E[Ghat(l+1) | Ghat(l)]", @"\mathbb{E}[\widehat{G}^{(\ell+1)} \mid \widehat{G}^{(\ell)}]", MetricRecursion.ConditionalMean())]),
        new("As E[x] = G1/n_{l-1}, E[x^2] = V(l)/n_{l-1}, and higher moments are of higher order, its variance is, to the order 1/n:",
            [new("Var(E[Ghat(l+1) | Ghat(l)])", @"\mathrm{Var}\,\mathbb{E}[\widehat{G}^{(\ell+1)} \mid \widehat{G}^{(\ell)}]", BetweenLayers())]),
        new("Gaussian integration by parts writes chi_par without derivatives of s, chi_par = C_W <s^2 (z^2 - K)>_K/(2K^2). Add both parts and multiply by n_l; the first layer is Gaussian, V(1) = 0:",
            [new("V(l+1)", @"V^{(\ell+1)}", SingleInput.Formula)]),
    ];

    private static IReadOnlyList<ExplanationStep> ExplainSeveral() =>
    [
        new("Given layer l, the covariance of the inputs a and b at a neuron of layer l+1 is",
            [new("Ghat_ab(l+1)", @"\widehat{G}_{ab}^{(\ell+1)}", Cb + (Cw / Width * KernelRecursions.NeuronSum("s(z_{j;a}) s(z_{j;b})", @"\sigma(z_{j;a}) \sigma(z_{j;b})")))]),
        new("By definition V_(12)(34)(l+1)/n_l = Cov(Ghat_12(l+1), Ghat_34(l+1)), the mean of the covariance given layer l and the covariance of the means given it (law of total covariance). First part: of the n_l^2 pairs of neurons n_l consist of one neuron twice,",
            [new("E[Cov(Ghat_12, Ghat_34 | Ghat(l))]", @"\mathbb{E}\,\mathrm{Cov}(\widehat{G}_{12}, \widehat{G}_{34} \mid \widehat{G}^{(\ell)})", WithinLayer(1, 2, 3, 4))]),
        new("Second part: E[Ghat_12(l+1) | Ghat(l)] = C_b + C_W <s1 s2> at the covariance Ghat(l) = K + x. To the first order in x, <s1 s2> changes by the sum of its slopes in K_11, K_12, K_22 times x_11, x_12, x_22, and E[x_ab x_cd] = V_(ab)(cd)(l)/n_{l-1}:",
            [new("Cov(E[Ghat_12 | Ghat(l)], E[Ghat_34 | Ghat(l)])", @"\mathrm{Cov}(\mathbb{E}[\widehat{G}_{12} \mid \widehat{G}^{(\ell)}], \mathbb{E}[\widehat{G}_{34} \mid \widehat{G}^{(\ell)}])", BetweenLayers((1, 2), (3, 4)))]),
        new("The slopes D_ab, derivatives in K_ab, are halves of means of second derivatives, twice that for a different from b. Integrated by parts, with K^{ab} the inverse of K_ab and repeated indices summed, the change of <s1 s2> needs no derivatives of s; that is the form of paper eq. 4:",
            [
                new("D_11<s1 s2>", @"\partial_{11} \langle \sigma_1 \sigma_2 \rangle", new Symbol("<s1'' s2>", latex: @"\langle \sigma''_1 \sigma_2 \rangle") / 2),
                new("D_12<s1 s2>", @"\partial_{12} \langle \sigma_1 \sigma_2 \rangle", MeanOfSlopes(1, 2)),
                new("D_ab<s1 s2> x_ab", @"\delta \langle \sigma_1 \sigma_2 \rangle", new Symbol(
                    "1/2 x_ab K^{ac} K^{bd} <s1 s2 (z_c z_d - K_cd)>",
                    latex: @"\tfrac{1}{2} \, x_{ab} K^{ac} K^{bd} \langle \sigma_1 \sigma_2 (z_c z_d - K_{cd}) \rangle")),
            ]),
        new("Add both parts and multiply by n_l; the first layer is Gaussian, V(1) = 0:",
            [new(SeveralInputs.Left, SeveralInputs.LeftLatex, SeveralInputs.Formula)]),
    ];

    private static SymbolDefinition[] Definitions() =>
    [
        KernelRecursions.PairMean,
        new(Mean(1, 2, 3, 4), "mean of s(z1) s(z2) s(z3) s(z4) over Gaussian z of covariance K_ab", @"\langle \sigma(z_1) \sigma(z_2) \sigma(z_3) \sigma(z_4) \rangle \text{ with } z \sim \mathcal{N}(0, K)"),
        new(Slope((1, 2), (1, 2)), "derivative of <s1 s2> in K_12: <s1' s2'>", @"\frac{\partial \langle \sigma_1 \sigma_2 \rangle}{\partial K_{12}} = \langle \sigma'_1 \sigma'_2 \rangle"),
        new(Slope((1, 2), (1, 1)), "derivative of <s1 s2> in K_11: <s1'' s2>/2, kinks included", @"\frac{\partial \langle \sigma_1 \sigma_2 \rangle}{\partial K_{11}} = \tfrac{1}{2} \langle \sigma''_1 \sigma_2 \rangle"),
    ];
}

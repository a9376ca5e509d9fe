using Theory.Expectations;
using Theory.Expressions;
using static Theory.Recursions.RecursionSymbols;

namespace Theory.Recursions;

/// <summary>The derivations of the tensors of the tangent kernel, in steps.</summary>
/// <remarks>
/// All follow one way: the exact passage of a sum over parameters through one layer, its mean over the weights of that layer, and the mean over the neurons
/// before it, of which pairs of one neuron twice give a source and pairs of different neurons what is inherited.
/// </remarks>
internal static class TangentTensorSteps
{
    /// <summary>The steps of A.</summary>
    public static IReadOnlyList<ExplanationStep> OfA(Expr formula) =>
    [
        .. TangentKernel(), PassedOn(),
        Defined("dH_ii(l+1) dH_kk(l+1)", @"\Delta H_{ii}^{(\ell+1)} \, \Delta H_{kk}^{(\ell+1)}", A, "A is what two different neurons i, k have in common; as their weights are independent, it is the covariance of the means of H_ii and H_kk over the weights:"),
        new("Pairs of one neuron twice: the variance of u = lambda_W s^2 + C_W Theta s'^2. Different neurons j, m: u_j depends on the metric, by <u>' = lambda_W g' + 2 h Theta, and holds C_W s'^2 dH_jj, of mean chi_perp dH_jj; with E[x^2] = V/n_{l-1} for the fluctuation x of the metric, E[x dH_jj] = D/n_{l-1} and E[dH_jj dH_mm] = A/n_{l-1}:",
            [Slope()]),
        Ends(A, formula),
    ];

    /// <summary>The steps of B.</summary>
    public static IReadOnlyList<ExplanationStep> OfB(Expr formula) =>
    [
        .. TangentKernel(),
        Defined("H_ik(l+1)^2", @"\left(H_{ik}^{(\ell+1)}\right)^2", B, "B is the variance between two different neurons i and k, where only the second term of H is left:"),
        Averaged("E[W_ij W_ij'] = d_jj' C_W/n_l for both neurons",
            "sum_jm s'(z_j)^2 s'(z_m)^2 H_jm^2", @"\sum_{jm} \sigma'(z_j)^2 \sigma'(z_m)^2 H_{jm}^2"),
        Pairs("<s'^4> Theta^2", "<s'^2>^2 E[dH_jm^2] = <s'^2>^2 B/n_{l-1}"),
        Ends(B, formula),
    ];

    /// <summary>The steps of D.</summary>
    public static IReadOnlyList<ExplanationStep> OfD(Expr formula) =>
    [
        .. TangentKernel(), PassedOn(),
        Defined("dH_ii(l+1) z_k(l+1)^2", @"\Delta H_{ii}^{(\ell+1)} \left(z_k^{(\ell+1)}\right)^2", RecursionSymbols.D, "D is the covariance of the tangent kernel of one neuron and z^2 of another, hence of the mean of H_ii over its weights and of the stochastic metric C_b + (C_W/n_l) sum_j s(z_j)^2:"),
        new("Pairs of one neuron twice: C_W times the covariance of u and s^2. Different neurons: u_j changes with the metric by <u>' and holds C_W s'^2 dH_jj, of mean chi_perp dH_jj; C_W s_m^2 changes with the metric by chi_par; E[x^2] = V/n_{l-1} and E[dH_jj x] = D/n_{l-1}:", [Slope()]),
        Ends(RecursionSymbols.D, formula),
    ];

    /// <summary>The steps of F.</summary>
    public static IReadOnlyList<ExplanationStep> OfF(Expr formula) =>
    [
        .. TangentKernel(),
        Defined("H_ik(l+1) z_i(l+1) z_k(l+1)", @"H_{ik}^{(\ell+1)} z_i^{(\ell+1)} z_k^{(\ell+1)}", F, "F belongs to two different neurons i and k, where only the second term of H is left:"),
        Averaged("E[W_ij z_i] = (C_W/n_l) s(z_j) for both neurons", "sum_jm s(z_j) s'(z_j) s(z_m) s'(z_m) H_jm", @"\sum_{jm} \sigma(z_j) \sigma'(z_j) \sigma(z_m) \sigma'(z_m) H_{jm}"),
        Pairs("<s^2 s'^2> Theta", "<(s s')'>^2 F/n_{l-1}, as E[f(z_j) f(z_m) dH_jm] = <f'>^2 E[dH_jm z_j z_m]_conn to this order (both sides by parts), and <(s s')'> = g'"),
        Ends(F, formula),
    ];

    /// <summary>The steps of Theta1.</summary>
    public static IReadOnlyList<ExplanationStep> OfTheta1(Expr formula) =>
    [
        .. TangentKernel(), PassedOn(),
        new("Its mean to the order 1/n_{l-1}, where three things differ from infinite width. The metric: E[x] = G1/n_{l-1} and E[x^2] = V/n_{l-1} change <s^2> by g' G1 + g'' V/2 and C_W <s'^2> by 2 h G1 + chi_perp'' V/2. The tangent kernel of the layer: Theta1. And s'(z_j)^2 is correlated with H_jj of the same neuron:",
            [new("E[s'(z_j)^2 dH_jj]", @"\mathbb{E}[\sigma'(z_j)^2 \Delta H_{jj}]", Symbolic("d<s'^2>/dK", @"\frac{d \langle \sigma'^2 \rangle}{dK}") * (RecursionSymbols.D + (2 * F)) / PreviousWidth)]),
        new("With C_W d<s'^2>/dK = 2 h. There is no source: for a scale-invariant activation g'', h and chi_perp'' are 0, G1 is 0 with them, and Theta1 vanishes in every layer:", [Last(Theta1, formula)]),
    ];

    /// <summary>The steps of P.</summary>
    public static IReadOnlyList<ExplanationStep> OfP(Expr formula) =>
    [
        .. FirstDifferential(),
        Defined("dH_ijj(l+1) z_i(l+1)", @"\mathrm{d}H_{ijj}^{(\ell+1)} z_i^{(\ell+1)}", P, "P has the Hessian and the preactivation of one neuron i, both gradients of another, j:"),
        Averaged("E[W_ia z_i] = (C_W/n_l) s(z_a), E[W_jb W_jc] = d_bc C_W/n_l",
            "sum_ab s(z_a) s'(z_b)^2 [s''(z_a) H_ab^2 + s'(z_a) dH_abb]", @"\sum_{ab} \sigma(z_a) \sigma'(z_b)^2 \left[\sigma''(z_a) H_{ab}^2 + \sigma'(z_a) \mathrm{d}H_{abb}\right]"),
        Pairs("<s s'^2 s''> Theta^2", "<s'^2> (<s s''> B + <(s s')'> P)/n_{l-1}, with C_W <s s''> = chi_par - chi_perp"),
        Ends(P, formula),
    ];

    /// <summary>The steps of Q.</summary>
    public static IReadOnlyList<ExplanationStep> OfQ(Expr formula) =>
    [
        .. FirstDifferential(),
        Defined("dH_iij(l+1) z_j(l+1)", @"\mathrm{d}H_{iij}^{(\ell+1)} z_j^{(\ell+1)}", Q, "Q has the Hessian and one gradient of one neuron i, the other gradient and the preactivation of another, j:"),
        Averaged("E[W_ia W_ib] = d_ab C_W/n_l, E[W_jc z_j] = (C_W/n_l) s(z_c)",
            "sum_ac s'(z_a) s(z_c) s'(z_c) [s''(z_a) H_aa H_ac + s'(z_a) dH_aac]", @"\sum_{ac} \sigma'(z_a) \sigma(z_c) \sigma'(z_c) \left[\sigma''(z_a) H_{aa} H_{ac} + \sigma'(z_a) \mathrm{d}H_{aac}\right]"),
        new("The weights of neuron i themselves give lambda_W/C_W times what gives F(l+1):", [new("E[dH_iij z_j](own)", @"\mathbb{E}[\mathrm{d}H_{iij} z_j]^{\mathrm{own}}", LambdaW / Cw * Symbolic("F(l+1)", @"F^{(\ell+1)}") / Width)]),
        Pairs("<s s'^2 s''> Theta^2", "<(s s')'> (<(s' s'')'> Theta F + <s'^2> Q)/n_{l-1}, with C_W <(s' s'')'> = C_W d<s'^2>/dK = 2 h"),
        Ends(Q, formula),
    ];

    /// <summary>The steps of R.</summary>
    public static IReadOnlyList<ExplanationStep> OfR(Expr formula) =>
    [
        .. FirstDifferential(),
        new("The second differential of the first kind holds the third derivative of z_i(l+1) = b_i + sum_a W_ia s(z_a): s''' with three gradients, s'' with a Hessian and a gradient, s' with a third derivative:",
            [new("ddI_ijkl(l+1)", @"\mathrm{dd_I}H_{ijkl}^{(\ell+1)}", Symbolic(
                "sum_abcd W_ia W_jb W_kc W_ld s'(z_b) s'(z_c) s'(z_d) [s'''(z_a) H_ab H_ac H_ad + s''(z_a) (dH_abc H_ad + dH_abd H_ac + dH_acd H_ab) + s'(z_a) ddI_abcd] + terms of W_i itself",
                @"\sum_{abcd} W_{ia} W_{jb} W_{kc} W_{ld} \sigma'_b \sigma'_c \sigma'_d \left[\sigma'''_a H_{ab} H_{ac} H_{ad} + \sigma''_a (\mathrm{d}H_{abc} H_{ad} + \mathrm{d}H_{abd} H_{ac} + \mathrm{d}H_{acd} H_{ab}) + \sigma'_a \mathrm{dd_I}H_{abcd}\right] + \text{terms of } W_i"))]),
        Defined("ddI_iikk(l+1)", @"\mathrm{dd_I}H_{iikk}^{(\ell+1)}", R, "R belongs to two different neurons i and k; the weights of i, where they are one of the parameters, give lambda_W/C_W times what gives P(l+1):"),
        Pairs("<s'^3 s'''> Theta^3", "<s'^2> (<s' s'''> Theta B + <(s' s'')'> Theta P + <s'^2> R)/n_{l-1}; products of dH and H of different neurons are of higher order"),
        Ends(R, formula),
    ];

    /// <summary>The steps of S.</summary>
    public static IReadOnlyList<ExplanationStep> OfS(Expr formula) =>
    [
        .. SecondKind(),
        Defined("ddII_iikk(l+1)", @"\mathrm{dd_{II}}H_{iikk}^{(\ell+1)}", RecursionSymbols.S, "S has both Hessians of one neuron i and both gradients of another, k. Where the parameter that both Hessians share is a weight of i, they give lambda_W/C_W times what gives B(l+1):"),
        Pairs("<s'^2 s''^2> Theta^3", "<s'^2> (<s''^2> Theta B + <s'^2> S)/n_{l-1}"),
        Ends(RecursionSymbols.S, formula),
    ];

    /// <summary>The steps of T.</summary>
    public static IReadOnlyList<ExplanationStep> OfT(Expr formula) =>
    [
        .. SecondKind(),
        Defined("ddII_ijij(l+1)", @"\mathrm{dd_{II}}H_{ijij}^{(\ell+1)}", RecursionSymbols.T, "T has each Hessian beside the gradient of its own neuron. Weights of i between its Hessian and its gradient give lambda_W/C_W times the part of Q(l+1) without F(l+1), those of j the same, both together (lambda_W/C_W)^2 F(l+1):"),
        new("The terms of the weights of the layer itself:", [new("ddII_ijij(own)", @"\mathrm{dd_{II}}H_{ijij}^{\mathrm{own}}", ((2 * LambdaW / Cw * Symbolic("Q(l+1)", @"Q^{(\ell+1)}")) - ((LambdaW / Cw).Pow(2) * Symbolic("F(l+1)", @"F^{(\ell+1)}"))) / Width)]),
        Pairs("<s'^2 s''^2> Theta^3", "(<(s' s'')'>^2 Theta^2 F + 2 <(s' s'')'> <s'^2> Theta Q + <s'^2>^2 T)/n_{l-1}"),
        Ends(RecursionSymbols.T, formula),
    ];

    /// <summary>The steps of U.</summary>
    public static IReadOnlyList<ExplanationStep> OfU(Expr formula) =>
    [
        .. SecondKind(),
        Defined("ddII_ijji(l+1)", @"\mathrm{dd_{II}}H_{ijji}^{(\ell+1)}", RecursionSymbols.U, "U has each Hessian beside the gradient of the other neuron, so that no weight of the layer itself is shared:"),
        Pairs("<s'^2 s''^2> Theta^3", "<s'^2>^2 U/n_{l-1}"),
        Ends(RecursionSymbols.U, formula),
    ];

    /// <summary>The passage of the tangent kernel through one layer, exact at every width.</summary>
    private static IReadOnlyList<ExplanationStep> TangentKernel() =>
    [
        new("The tangent kernel sums, over all parameters p up to a layer, the products of the gradients of two of its neurons, weighted with the learning rates: lambda_b for biases, lambda_W/n for weights of fan-in n. With z_i(l+1) = b_i + sum_j W_ij s(z_j), where dz_i(l+1)/dz_j = W_ij s'(z_j), it passes a layer by",
            [new("H_ik(l+1)", @"H_{ik}^{(\ell+1)}", Symbolic(
                "d_ik (lambda_b + (lambda_W/n_l) sum_j s(z_j)^2) + sum_jm W_ij W_km s'(z_j) s'(z_m) H_jm",
                @"\delta_{ik} \left(\lambda_b + \frac{\lambda_W}{n_\ell} \sum_j \sigma(z_j)^2\right) + \sum_{jm} W_{ij} W_{km} \sigma'(z_j) \sigma'(z_m) H_{jm}"))]),
    ];

    private static ExplanationStep PassedOn() => new(
        "Its mean over the weights W ~ N(0, C_W/n_l) is a mean over the neurons of layer l:",
        [new("E[H_ii(l+1) | l]", @"\mathbb{E}[H_{ii}^{(\ell+1)} \mid \ell]", Symbolic(
            "lambda_b + (1/n_l) sum_j u_j,  u_j = lambda_W s(z_j)^2 + C_W s'(z_j)^2 H_jj",
            @"\lambda_b + \frac{1}{n_\ell} \sum_j u_j, \quad u_j = \lambda_W \sigma(z_j)^2 + C_W \sigma'(z_j)^2 H_{jj}"))]);

    private static IReadOnlyList<ExplanationStep> FirstDifferential() =>
    [
        .. TangentKernel(),
        new("Training changes H by its differential. dH_ijk holds the Hessian of z_i, contracted with the gradients of z_j and z_k. The second derivatives of z_i(l+1) are W_ia s''(z_a) with two gradients, W_ia s'(z_a) with a Hessian, and those where one parameter is a weight W_ia itself:",
            [new("dH_ijk(l+1)", @"\mathrm{d}H_{ijk}^{(\ell+1)}", Symbolic(
                "sum_abc W_ia W_jb W_kc s'(z_b) s'(z_c) [s''(z_a) H_ab H_ac + s'(z_a) dH_abc] + (lambda_W/n_l) sum_ab (d_ij W_kb + d_ik W_jb) s(z_a) s'(z_a) s'(z_b) H_ab",
                @"\sum_{abc} W_{ia} W_{jb} W_{kc} \sigma'_b \sigma'_c \left[\sigma''_a H_{ab} H_{ac} + \sigma'_a \mathrm{d}H_{abc}\right] + \frac{\lambda_W}{n_\ell} \sum_{ab} (\delta_{ij} W_{kb} + \delta_{ik} W_{jb}) \sigma_a \sigma'_a \sigma'_b H_{ab}"))]),
    ];

    private static IReadOnlyList<ExplanationStep> SecondKind() =>
    [
        .. FirstDifferential(),
        new("The second differential of the second kind is the product w_ik . w_jl of the vectors w_ik = Hessian of z_i times gradient of z_k, weighted with the learning rates. Without weights of the layer itself it passes by",
            [new("ddII_ijkl(l+1)", @"\mathrm{dd_{II}}H_{ijkl}^{(\ell+1)}", Symbolic(
                "sum_abcd W_ia W_jb W_kc W_ld s'(z_c) s'(z_d) [s''(z_a) s''(z_b) H_ab H_ac H_bd + s''(z_a) s'(z_b) H_ac dH_bad + s'(z_a) s''(z_b) H_bd dH_abc + s'(z_a) s'(z_b) ddII_abcd]",
                @"\sum_{abcd} W_{ia} W_{jb} W_{kc} W_{ld} \sigma'_c \sigma'_d \left[\sigma''_a \sigma''_b H_{ab} H_{ac} H_{bd} + \sigma''_a \sigma'_b H_{ac} \mathrm{d}H_{bad} + \sigma'_a \sigma''_b H_{bd} \mathrm{d}H_{abc} + \sigma'_a \sigma'_b \mathrm{dd_{II}}H_{abcd}\right]"))]),
    ];

    private static ExplanationStep Defined(string mean, string meanLatex, Symbol tensor, string sentence) =>
        new(sentence, [new($"E[{mean}]", $@"\mathbb{{E}}[{meanLatex}]", Symbolic($"{tensor.Name}(l+1)", $@"{tensor.Latex ?? tensor.Name}^{{(\ell+1)}}") / Width)]);

    private static ExplanationStep Averaged(string rule, string sum, string sumLatex) => new(
        $"Over the weights W ~ N(0, C_W/n_l), by {rule}, the mean is (C_W/n_l)^2 times",
        [new("X", "X", Symbolic(sum, sumLatex))]);

    private static ExplanationStep Pairs(string source, string inherited) => new(
        $"The n_l terms in which both neurons are one give the source {source}, each at infinite width as the factor is of order 1/n already; the others, of which there are n_l^2, give {inherited}. The sum times C_W^2 and n_l/n_l^2:", []);

    private static ExplainedEquation Slope() => new("<u>'", @"\langle u \rangle'", (LambdaW * Of(Quantity.ChiParallel) / Cw) + (2 * Of(Quantity.H) * Theta));

    private static ExplanationStep Ends(Symbol tensor, Expr formula) => new("So that, with n_l/n_{l-1} in front of what is inherited; the tensor of the first layer is 0:", [Last(tensor, formula)]);

    private static ExplainedEquation Last(Symbol tensor, Expr formula) => new($"{tensor.Name}(l+1)", $@"{tensor.Latex ?? tensor.Name}^{{(\ell+1)}}", formula);

    private static Symbol Symbolic(string text, string latex) => new(text, latex: latex);
}

using Theory.Expectations;
using Theory.Expressions;
using static Theory.Recursions.RecursionSymbols;

namespace Theory.Recursions;

/// <summary>The neural tangent kernel of infinite width, for one input and for two.</summary>
internal static class TangentKernelRecursions
{
    private static readonly Expr OfOne = LambdaB + (LambdaW * Of(Quantity.Kernel)) + (Of(Quantity.ChiPerp) * Theta);

    private static readonly Expr OfTwo = LambdaB + (LambdaW * Mean(1, 2)) + (Cw * MeanOfSlopes(1, 2) * TangentKernel(1, 2));

    /// <summary>Theta(l+1) = lambda_b + lambda_W g + chi_perp Theta(l).</summary>
    public static Recursion SingleInput { get; } = new(
        "tangentKernel", "tangent kernel of infinite width", Theta, OfOne,
        new("Theta(1)", @"\Theta^{(1)}", LambdaB + (LambdaW * KernelRecursions.InputProduct("|x|^2", "|x|^2"))), "PDLT chapter 9; beyond the paper", [],
        () => [.. Explain(), new("For a single input <s'^2> C_W is chi_perp, and <s^2> is g:", [new("Theta(l+1)", @"\Theta^{(\ell+1)}", OfOne)])]);

    /// <summary>Theta_12(l+1) = lambda_b + lambda_W &lt;s1 s2&gt; + C_W &lt;s1' s2'&gt; Theta_12(l).</summary>
    public static Recursion TwoInputs { get; } = new(
        "tangentKernelTwoInputs", "tangent kernel of two inputs", TangentKernel(1, 2), OfTwo,
        new("Theta_12(1)", @"\Theta_{12}^{(1)}", LambdaB + (LambdaW * KernelRecursions.InputProduct("x1.x2", @"x_1 \cdot x_2"))), "PDLT chapter 9; beyond the paper",
        [
            KernelRecursions.PairMean,
            new(MeanOfSlopes(1, 2), "mean of s'(z1) s'(z2) over the same Gaussian", @"\langle \sigma'(z_1) \sigma'(z_2) \rangle \text{ with } z \sim \mathcal{N}(0, K)"),
        ],
        Explain);

    private static IReadOnlyList<ExplanationStep> Explain()
    {
        Symbol own = KernelRecursions.NeuronSum("s(z_{j;1}) s(z_{j;2})", @"\sigma(z_{j;1}) \sigma(z_{j;2})");
        Symbol slopes = KernelRecursions.NeuronSum("s'(z_{j;1}) s'(z_{j;2})", @"\sigma'(z_{j;1}) \sigma'(z_{j;2})");
        return
        [
            new("The tangent kernel sums, over all parameters up to a layer, the products of the gradients of two preactivations, weighted with the learning rates lambda_b of biases and lambda_W/n of weights of fan-in n:",
                [new("H_ii;12", @"\widehat{H}_{ii;12}", new Symbol(
                    "sum_p lambda_p dz_{i;1}/dp dz_{i;2}/dp", latex: @"\sum_p \lambda_p \frac{\partial z_{i;1}}{\partial p} \frac{\partial z_{i;2}}{\partial p}"))]),
            new("The parameters of layer l+1 itself: dz_i/db_i = 1 and dz_i/dW_ij = s(z_j) contribute",
                [new("H(own)", @"\widehat{H}^{\mathrm{own}}", LambdaB + (LambdaW / Width * own))]),
            new("The parameters before enter through z_j(l), by the chain rule dz_i(l+1)/dz_j(l) = W_ij s'(z_j), and contribute the sum over j and k of W_ij W_ik s'(z_{j;1}) s'(z_{k;2}) H_jk;12(l). As E[W_ij W_ik] is C_W/n_l for j = k and 0 otherwise, its mean over the weights is, where H_jj is Theta_12(l) for all j as the width grows:",
                [new("H(before)", @"\widehat{H}^{\mathrm{before}}", Cw / Width * slopes * TangentKernel(1, 2))]),
            new("Both are means over n_l neurons, independent with covariance K(l) in the limit; by the law of large numbers they tend to their expectations:",
                [new("Theta_12(l+1)", @"\Theta_{12}^{(\ell+1)}", OfTwo)]),
        ];
    }
}

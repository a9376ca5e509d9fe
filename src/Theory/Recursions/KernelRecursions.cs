using Theory.Expectations;
using Theory.Expressions;
using static Theory.Recursions.RecursionSymbols;

namespace Theory.Recursions;

/// <summary>The kernel of infinite width, for one input and for two.</summary>
internal static class KernelRecursions
{
    private static readonly Expr OfOne = Cb + (Cw * Of(Quantity.Kernel));

    private static readonly Expr OfTwo = Cb + (Cw * Mean(1, 2));

    /// <summary>&lt;s1 s2&gt;, defined; before the recursions, which hold it.</summary>
    public static SymbolDefinition PairMean { get; } = new(
        Mean(1, 2), "mean of s(z1) s(z2) over Gaussian z1, z2 of covariances K_11, K_12, K_22",
        @"\langle \sigma(z_1) \sigma(z_2) \rangle \text{ with } z \sim \mathcal{N}(0, K)");

    /// <summary>K(l+1) = C_b + C_W g(K(l)).</summary>
    public static Recursion SingleInput { get; } = new(
        "kernel", "kernel of infinite width", K, OfOne, FirstKernel("K(1)", "K^{(1)}", "|x|^2", "|x|^2"), "paper section 2.2, PDLT 5.6", [],
        () => [.. StochasticMetric(), new(
            "The fluctuation of Ghat about its mean is of order 1/n, so that in an infinitely wide network Ghat(l) = K(l), and with g(K) = <s^2>_K:",
            [new("K(l+1)", @"K^{(\ell+1)}", OfOne)])]);

    /// <summary>K_12(l+1) = C_b + C_W &lt;s1 s2&gt;.</summary>
    public static Recursion TwoInputs { get; } = new(
        "kernelTwoInputs", "kernel of two inputs", Kernel(1, 2), OfTwo, FirstKernel("K_12(1)", "K_{12}^{(1)}", "x1.x2", @"x_1 \cdot x_2"), "paper section 2.2, PDLT section 4.3",
        [PairMean],
        () =>
        [
            new("Given layer l, z_{i;a} = b_i + sum_j W_ij s(z_{j;a}) is Gaussian for all inputs a together. The covariance of inputs 1 and 2 at one neuron, the mean over b and W:",
                [new("Ghat_12(l+1)", @"\widehat{G}_{12}^{(\ell+1)}", Cb + (Cw / Width * NeuronSum("s(z_{j;1}) s(z_{j;2})", @"\sigma(z_{j;1}) \sigma(z_{j;2})")))]),
            new("It is a mean over n_l neurons, which become independent with covariance K(l) as the layers before grow wide; by the law of large numbers it tends to its expectation:",
                [new("K_12(l+1)", @"K_{12}^{(\ell+1)}", OfTwo)]),
        ]);

    /// <summary>The steps up to the mean of the stochastic metric given the layer before, which all single-input recursions begin with.</summary>
    public static IReadOnlyList<ExplanationStep> StochasticMetric() =>
    [
        new("Given layer l, z_i(l+1) = b_i + sum_j W_ij s(z_j) is a sum of independent Gaussians, b ~ N(0, C_b) and W ~ N(0, C_W/n_l). So the neurons i are independent and Gaussian, with one variance, the stochastic metric:",
            [new("Ghat(l+1)", @"\widehat{G}^{(\ell+1)}", Cb + (Cw / Width * NeuronSum("s(z_j)^2", @"\sigma(z_j)^2")))]),
        new("The neurons z_j of layer l are independent N(0, Ghat(l)) in turn, so that each term of the sum has the mean g(Ghat(l)) with g(K) = <s^2>_K:",
            [new("E[Ghat(l+1) | Ghat(l)]", @"\mathbb{E}[\widehat{G}^{(\ell+1)} \mid \widehat{G}^{(\ell)}]", Cb + (Cw * new Symbol("g(Ghat(l))", latex: @"g(\widehat{G}^{(\ell)})")))]),
    ];

    /// <summary>sum_j f(z_j), the sum over the neurons of layer l.</summary>
    public static Symbol NeuronSum(string text, string latex) => new($"sum_j {text}", latex: $@"\sum_j {latex}");

    /// <summary>The kernel of the first layer.</summary>
    private static ExplainedEquation FirstKernel(string left, string leftLatex, string product, string productLatex) =>
        new(left, leftLatex, Cb + (Cw * InputProduct(product, productLatex)));

    /// <summary>A product of inputs over n_0.</summary>
    public static Expr InputProduct(string product, string latex) => new Symbol(product, latex: latex) / new Symbol("n_0", isPositive: true);
}

using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Recursions;

/// <summary>The symbols of recursions. What stands for a value of a layer, as K, V and Theta do, stands for that of layer l.</summary>
public static class RecursionSymbols
{
    /// <summary>C_b, the bias variance.</summary>
    public static readonly Symbol Cb = new("C_b");

    /// <summary>C_W, the rescaled weight variance.</summary>
    public static readonly Symbol Cw = new("C_W", isPositive: true);

    /// <summary>lambda_b, the learning rate of biases.</summary>
    public static readonly Symbol LambdaB = new("lambda_b", latex: @"\lambda_b");

    /// <summary>lambda_W, the rescaled learning rate of weights.</summary>
    public static readonly Symbol LambdaW = new("lambda_W", latex: @"\lambda_W");

    /// <summary>n_l, the width of layer l.</summary>
    public static readonly Symbol Width = new("n_l", isPositive: true, @"n_\ell");

    /// <summary>n_{l-1}, the width of the layer before it.</summary>
    public static readonly Symbol PreviousWidth = new("n_{l-1}", isPositive: true, @"n_{\ell-1}");

    /// <summary>K(l), the kernel.</summary>
    public static readonly Symbol K = Symbol.K;

    /// <summary>V(l), the four-point vertex: n_{l-1} times the variance of the stochastic metric.</summary>
    public static readonly Symbol V = new("V");

    /// <summary>G1(l), the correction of the metric: G = K + G1/n_{l-1}.</summary>
    public static readonly Symbol G1 = new("G1", latex: "G_1");

    /// <summary>Theta(l), the tangent kernel of infinite width.</summary>
    public static readonly Symbol Theta = new("Theta", latex: @"\Theta");

    /// <summary>Theta1(l), the correction of the mean tangent kernel: Theta + Theta1/n_{l-1}.</summary>
    public static readonly Symbol Theta1 = new("Theta1", latex: @"\Theta_1");

    /// <summary>A(l): the covariance of the tangent kernels of two neurons, times n_{l-1}.</summary>
    public static readonly Symbol A = new("A");

    /// <summary>B(l): the variance of the tangent kernel between two neurons, times n_{l-1}.</summary>
    public static readonly Symbol B = new("B");

    /// <summary>D(l): the covariance of the tangent kernel of one neuron and z^2 of another, times n_{l-1}.</summary>
    public static readonly Symbol D = new("D");

    /// <summary>F(l): the covariance of the tangent kernel between two neurons and the product of both z, times n_{l-1}.</summary>
    public static readonly Symbol F = new("F");

    /// <summary>P(l): the mean of dH_ijj z_i, times n_{l-1}; dH_ijk is the differential of the tangent kernel, whose first index carries the Hessian.</summary>
    public static readonly Symbol P = new("P");

    /// <summary>Q(l): the mean of dH_iij z_j, times n_{l-1}.</summary>
    public static readonly Symbol Q = new("Q");

    /// <summary>R(l): the mean of the second differential of the first kind, with one third derivative, times n_{l-1}.</summary>
    public static readonly Symbol R = new("R");

    /// <summary>S(l): the mean of the second differential of the second kind, both Hessians of one neuron and both gradients of another, times n_{l-1}.</summary>
    public static readonly Symbol S = new("S");

    /// <summary>T(l): the same with each Hessian beside the gradient of its own neuron.</summary>
    public static readonly Symbol T = new("T");

    /// <summary>U(l): the same with each Hessian beside the gradient of the other neuron.</summary>
    public static readonly Symbol U = new("U");

    /// <summary>dK(l) = K_[1], half the difference of the kernels of two close inputs.</summary>
    public static readonly Symbol DeltaK = new("dK", latex: @"\delta K");

    /// <summary>ddK(l) = K_[2], the kernel of half their difference.</summary>
    public static readonly Symbol DeltaDeltaK = new("ddK", latex: @"\delta\delta K");

    /// <summary>The symbol that stands for a quantity: g, chi_par (with C_W in it), chi_perp, h, m4, g''.</summary>
    public static Symbol Of(Quantity quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        return new Symbol(quantity.Symbol, latex: quantity.Latex);
    }

    /// <summary>What the symbol of a quantity stands for.</summary>
    public static SymbolDefinition DefinitionOf(Quantity quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        return new SymbolDefinition(Of(quantity), quantity.Definition, quantity.DefinitionLatex);
    }

    /// <summary>V_(ab)(cd)(l), the four-point vertex of several inputs.</summary>
    public static Symbol Vertex(int a, int b, int c, int d) => Couplings.CouplingSymbols.Vertex(a, b, c, d);

    /// <summary>K_ab(l), the kernel of two inputs.</summary>
    public static Symbol Kernel(int a, int b) => new($"K_{Math.Min(a, b)}{Math.Max(a, b)}", a == b, $"K_{{{Math.Min(a, b)}{Math.Max(a, b)}}}");

    /// <summary>Theta_ab(l), the tangent kernel of two inputs.</summary>
    public static Symbol TangentKernel(int a, int b) =>
        new($"Theta_{Math.Min(a, b)}{Math.Max(a, b)}", latex: $@"\Theta_{{{Math.Min(a, b)}{Math.Max(a, b)}}}");

    /// <summary>&lt;s1 s2 …&gt;, the mean of a product of activations over the Gaussian of covariance K_ab.</summary>
    public static Symbol Mean(params int[] inputs)
    {
        int[] ordered = [.. inputs.Order()];
        return new Symbol($"<{string.Join(' ', ordered.Select(a => $"s{a}"))}>", latex: $@"\langle {string.Join(@" ", ordered.Select(a => $@"\sigma_{{{a}}}"))} \rangle");
    }

    /// <summary>&lt;s1' s2'&gt;, the mean of the product of two slopes.</summary>
    public static Symbol MeanOfSlopes(int a, int b) => new(
        $"<s{Math.Min(a, b)}' s{Math.Max(a, b)}'>", latex: $@"\langle \sigma'_{{{Math.Min(a, b)}}} \sigma'_{{{Math.Max(a, b)}}} \rangle");

    /// <summary>D_ab&lt;s1 s2&gt;, the derivative of a mean in the element K_ab of the kernel, K_ab and K_ba being one.</summary>
    public static Symbol Slope((int A, int B) mean, (int A, int B) kernel)
    {
        Symbol f = Mean(mean.A, mean.B);
        (int a, int b) = (Math.Min(kernel.A, kernel.B), Math.Max(kernel.A, kernel.B));
        return new Symbol($"D_{a}{b}{f.Name}", latex: $@"\partial_{{{a}{b}}} {f.Latex}");
    }
}

using Theory.Expectations;
using Theory.Expressions;
using static Theory.Recursions.RecursionSymbols;

namespace Theory.Recursions;

/// <summary>The tensors of order 1/n of the tangent kernel H and of its differentials, for one input (PDLT chapters 8 and 11).</summary>
/// <remarks>
/// With dH the fluctuation of H between neurons i, j, … of one layer, and d_ij Kronecker's symbol,
/// <code>
/// E[H_ij]                = d_ij (Theta + Theta1/n)
/// E[dH_ij dH_kl]         = (d_ij d_kl A + (d_ik d_jl + d_il d_jk) B)/n
/// E[dH_ij z_k z_l]_conn  = (d_ij d_kl D + (d_ik d_jl + d_il d_jk) F)/n
/// E[dH_ijk z_l]          = (d_il d_jk P + (d_ij d_kl + d_ik d_jl) Q)/n
/// E[ddI_ijkl]            = (d_ij d_kl + d_ik d_jl + d_il d_jk) R/n
/// E[ddII_ijkl]           = (d_ij d_kl S + d_ik d_jl T + d_il d_jk U)/n
/// </code>
/// where dH_ijk holds the Hessian of z_i and the gradients of z_j and z_k, ddI_ijkl the third derivative of z_i and three gradients, and ddII_ijkl the Hessians
/// of z_i and z_j, contracted with each other and with the gradients of z_k and z_l. Each right side is a source, the mean over one neuron of layer l, and what is
/// inherited from two different neurons, with the ratio n_l/n_{l-1} of the widths.
/// </remarks>
internal static class TangentTensorRecursions
{
    private const string Chapter8 = "PDLT chapter 8; beyond the paper";
    private const string Chapter11 = "PDLT chapter 11; beyond the paper";

    private static readonly Symbol G = Of(Quantity.Kernel);
    private static readonly Symbol M4 = Of(Quantity.FourthMoment);
    private static readonly Symbol Par = Of(Quantity.ChiParallel);
    private static readonly Symbol Perp = Of(Quantity.ChiPerp);
    private static readonly Symbol H = Of(Quantity.H);
    private static readonly Symbol S2D2 = Of(Quantity.KernelTimesSlopes);
    private static readonly Symbol D4 = Of(Quantity.FourthMomentOfSlope);
    private static readonly Symbol Curved = Of(Quantity.ActivationSlopesCurvature);
    private static readonly Symbol Bent = Of(Quantity.SlopesCurvatures);
    private static readonly Expr Ratio = Width / PreviousWidth;
    private static readonly Expr Rates = LambdaW / Cw;

    /// <summary>d&lt;u&gt;/dK of u = lambda_W s^2 + C_W Theta s'^2, the tangent kernel that a neuron passes on.</summary>
    private static readonly Expr Slope = (Rates * Par) + (2 * H * Theta);

    /// <summary>F(l+1), of which Q and T hold multiples.</summary>
    private static readonly Expr NextF = (Cw.Pow(2) * Theta * S2D2) + (Ratio * Par.Pow(2) * F);

    private static readonly Expr NextB = (Cw.Pow(2) * Theta.Pow(2) * D4) + (Ratio * Perp.Pow(2) * B);

    private static readonly Expr NextP = (Cw.Pow(2) * Theta.Pow(2) * Curved) + (Ratio * Perp * (((Par - Perp) * B) + (Par * P)));

    private static readonly Expr NextQ = (Rates * NextF) + (Cw.Pow(2) * Theta.Pow(2) * Curved) + (Ratio * Par * ((2 * H * Theta * F) + (Perp * Q)));

    /// <summary>A(l+1): the variance of &lt;u&gt; over the neurons of layer l, and what &lt;u&gt; inherits from fluctuations of the metric and of the tangent kernel.</summary>
    public static Recursion VarianceOfOneNeuron { get; } = Tensor(
        "tangentA", "variance of the tangent kernel, common to all neurons", RecursionSymbols.A, Chapter8,
        (LambdaW.Pow(2) * (M4 - G.Pow(2))) + (2 * LambdaW * Theta * ((Cw * S2D2) - (G * Perp))) + (Theta.Pow(2) * ((Cw.Pow(2) * D4) - Perp.Pow(2)))
        + (Ratio * ((Slope.Pow(2) * V) + (2 * Perp * Slope * RecursionSymbols.D) + (Perp.Pow(2) * RecursionSymbols.A))),
        TangentTensorSteps.OfA);

    /// <summary>B(l+1) = C_W^2 Theta^2 &lt;s'^4&gt; + chi_perp^2 B.</summary>
    public static Recursion VarianceBetweenNeurons { get; } = Tensor(
        "tangentB", "variance of the tangent kernel between two neurons", B, Chapter8, NextB, TangentTensorSteps.OfB);

    /// <summary>D(l+1): the covariance of &lt;u&gt; and C_W s^2 over the neurons of layer l, and what it inherits.</summary>
    public static Recursion CovarianceOfOneNeuron { get; } = Tensor(
        "tangentD", "covariance of tangent kernel and metric", RecursionSymbols.D, Chapter8,
        (Cw * LambdaW * (M4 - G.Pow(2))) + (Cw * Theta * ((Cw * S2D2) - (G * Perp))) + (Ratio * Par * ((Slope * V) + (Perp * RecursionSymbols.D))),
        TangentTensorSteps.OfD);

    /// <summary>F(l+1) = C_W^2 Theta &lt;s^2 s'^2&gt; + chi_par^2 F.</summary>
    public static Recursion CovarianceBetweenNeurons { get; } = Tensor(
        "tangentF", "covariance of the tangent kernel between two neurons and their preactivations", F, Chapter8, NextF, TangentTensorSteps.OfF);

    /// <summary>Theta1(l+1), all of it inherited.</summary>
    public static Recursion MeanCorrection { get; } = Tensor(
        "tangentKernelCorrection", "correction of the mean tangent kernel at finite width, Theta + Theta1/n", Theta1, Chapter8,
        Ratio * ((LambdaW * ((Par * G1 / Cw) + (Of(Quantity.KernelSecondDerivative) * V / 2))) + (Perp * Theta1)
            + (Theta * ((2 * H * G1) + (Of(Quantity.ChiPerpSecondDerivative) * V / 2))) + (2 * H * (RecursionSymbols.D + (2 * F)))),
        TangentTensorSteps.OfTheta1);

    /// <summary>P(l+1) = C_W^2 Theta^2 &lt;s s'^2 s''&gt; + chi_perp ((chi_par - chi_perp) B + chi_par P).</summary>
    public static Recursion Differential { get; } = Tensor(
        "tangentP", "differential of the tangent kernel, Hessian and preactivation of one neuron", P, Chapter11, NextP, TangentTensorSteps.OfP);

    /// <summary>Q(l+1) = (lambda_W/C_W) F(l+1) + C_W^2 Theta^2 &lt;s s'^2 s''&gt; + chi_par (2 h Theta F + chi_perp Q).</summary>
    public static Recursion DifferentialBetweenNeurons { get; } = Tensor(
        "tangentQ", "differential of the tangent kernel, Hessian and preactivation of two neurons", Q, Chapter11, NextQ, TangentTensorSteps.OfQ);

    /// <summary>R(l+1), with one third derivative.</summary>
    public static Recursion SecondDifferentialR { get; } = Tensor(
        "tangentR", "second differential of the tangent kernel, first kind", R, Chapter11,
        (Rates * NextP) + (Cw.Pow(2) * Theta.Pow(3) * Of(Quantity.SlopesThirdDerivative))
        + (Ratio * Perp * ((Theta * ((Cw * Of(Quantity.SlopeThirdDerivative) * B) + (2 * H * P))) + (Perp * R))),
        TangentTensorSteps.OfR);

    /// <summary>S(l+1), both Hessians of one neuron.</summary>
    public static Recursion SecondDifferentialS { get; } = Tensor(
        "tangentS", "second differential of the tangent kernel, second kind, Hessians of one neuron", RecursionSymbols.S, Chapter11,
        (Rates * NextB) + (Cw.Pow(2) * Theta.Pow(3) * Bent) + (Ratio * Perp * ((Cw * Theta * Of(Quantity.SquaredCurvature) * B) + (Perp * RecursionSymbols.S))),
        TangentTensorSteps.OfS);

    /// <summary>T(l+1), each Hessian with the gradient of its own neuron.</summary>
    public static Recursion SecondDifferentialT { get; } = Tensor(
        "tangentT", "second differential of the tangent kernel, second kind, each Hessian with its own gradient", RecursionSymbols.T, Chapter11,
        (2 * Rates * NextQ) - (Rates.Pow(2) * NextF) + (Cw.Pow(2) * Theta.Pow(3) * Bent)
        + (Ratio * (((2 * H * Theta).Pow(2) * F) + (4 * H * Theta * Perp * Q) + (Perp.Pow(2) * RecursionSymbols.T))),
        TangentTensorSteps.OfT);

    /// <summary>U(l+1) = C_W^2 Theta^3 &lt;s'^2 s''^2&gt; + chi_perp^2 U.</summary>
    public static Recursion SecondDifferentialU { get; } = Tensor(
        "tangentU", "second differential of the tangent kernel, second kind, each Hessian with the other gradient", RecursionSymbols.U, Chapter11,
        (Cw.Pow(2) * Theta.Pow(3) * Bent) + (Ratio * Perp.Pow(2) * RecursionSymbols.U), TangentTensorSteps.OfU);

    /// <summary>All of them, in the order in which they are shown; a later one needs earlier ones only.</summary>
    public static IReadOnlyList<Recursion> All { get; } =
    [
        VarianceOfOneNeuron, VarianceBetweenNeurons, CovarianceOfOneNeuron, CovarianceBetweenNeurons, MeanCorrection, Differential, DifferentialBetweenNeurons,
        SecondDifferentialR, SecondDifferentialS, SecondDifferentialT, SecondDifferentialU,
    ];

    private static Recursion Tensor(string key, string name, Symbol tensor, string source, Expr formula, Func<Expr, IReadOnlyList<ExplanationStep>> explain) => new(
        key, name, tensor, formula, new($"{tensor.Name}(1)", $"{tensor.Latex ?? tensor.Name}^{{(1)}}", 0), source, [], () => explain(formula));
}

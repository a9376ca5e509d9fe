using Fractions;
using Theory.Expectations;
using Theory.Expressions;
using static Theory.Recursions.RecursionSymbols;

namespace Theory.Recursions;

/// <summary>Two close inputs: the midpoint expansion of their kernel (PDLT section 5.1), with the susceptibilities as its coefficients.</summary>
internal static class PerturbationRecursions
{
    // Neurons on two inputs + and -: m their mean, d half their difference, s0, s1, s2 the activation and its derivatives at m.
    private static readonly Symbol M = new("m");
    private static readonly Symbol D = new("d");
    private static readonly Symbol S0 = new("s", latex: @"\sigma");
    private static readonly Symbol S1 = new("s'", latex: @"\sigma'");
    private static readonly Symbol S2 = new("s''", latex: @"\sigma''");

    private static readonly Expr ParallelFormula = Of(Quantity.ChiParallel) * DeltaK;

    private static readonly Expr PerpendicularFormula = (Of(Quantity.ChiPerp) * DeltaDeltaK) + (Of(Quantity.H) * DeltaK.Pow(2));

    /// <summary>dK(l+1) = chi_par dK(l).</summary>
    public static Recursion Parallel { get; } = new(
        "parallel", "parallel perturbation: inputs of different length", DeltaK, ParallelFormula,
        new("dK(1)", @"\delta K^{(1)}", Cw / 2 * KernelRecursions.InputProduct("(|x+|^2 - |x-|^2)", @"\left(|x_+|^2 - |x_-|^2\right)")),
        "paper eq. 5, PDLT section 5.1", [], ExplainParallel);

    /// <summary>ddK(l+1) = chi_perp ddK(l) + h dK(l)^2.</summary>
    public static Recursion Perpendicular { get; } = new(
        "perpendicular", "perpendicular perturbation: distance of two inputs", DeltaDeltaK, PerpendicularFormula,
        new("ddK(1)", @"\delta\delta K^{(1)}", Cw / 4 * KernelRecursions.InputProduct("|x+ - x-|^2", @"|x_+ - x_-|^2")),
        "paper eq. 5, PDLT section 5.1", [], ExplainPerpendicular);

    /// <summary>s(m ± d) to the second order in d.</summary>
    internal static Expr AtInput(int sign) => S0 + (sign * S1 * D) + (S2 * D.Pow(2) / 2);

    /// <summary>(s(z+)^2 - s(z-)^2)/2 to the second order in d.</summary>
    internal static Expr HalfDifferenceOfSquares => SecondOrder((AtInput(1).Pow(2) - AtInput(-1).Pow(2)) / 2);

    /// <summary>(s(z+) - s(z-))^2/4 to the second order in d.</summary>
    internal static Expr SquareOfHalfDifference => SecondOrder((AtInput(1) - AtInput(-1)).Pow(2) / 4);

    /// <summary>The regression of d on m: mean, and mean of the square, for Var m = K, Var d = ddK, Cov(m, d) = dK/2.</summary>
    internal static (Expr Mean, Expr Square) DifferenceGivenMidpoint
    {
        get
        {
            Expr slope = DeltaK / (2 * K);
            return (slope * M, DeltaDeltaK - (slope.Pow(2) * K) + (slope.Pow(2) * M.Pow(2)));
        }
    }

    private static IReadOnlyList<ExplanationStep> Midpoint() =>
    [
        new("Let K_++, K_+-, K_-- be the kernel of two close inputs + and -. Expand about the midpoint; dK is of the first and ddK of the second order in the distance of the inputs:",
            [
                new("K", "K", Combination((1, "++"), (2, "+-"), (1, "--")) / 4),
                new("dK", @"\delta K", Combination((1, "++"), (-1, "--")) / 2),
                new("ddK", @"\delta\delta K", Combination((1, "++"), (-2, "+-"), (1, "--")) / 4),
            ]),
        new("In layer l write z+ = m + d, z- = m - d. Then Var(m) = K, Var(d) = ddK, Cov(m, d) = dK/2. Given m, the Gaussian d has the moments",
            [
                new("E[d | m]", @"\mathbb{E}[d \mid m]", DifferenceGivenMidpoint.Mean),
                new("E[d^2 | m]", @"\mathbb{E}[d^2 \mid m]", DifferenceGivenMidpoint.Square),
            ]),
    ];

    private static IReadOnlyList<ExplanationStep> ExplainParallel() =>
    [
        .. Midpoint(),
        new("The kernel obeys K_ab(l+1) = C_b + C_W <s(z_a) s(z_b)>. Expand s in d for the difference of its squares:",
            [new("(s(z+)^2 - s(z-)^2)/2", @"\tfrac{1}{2} \left(\sigma(z_+)^2 - \sigma(z_-)^2\right)", HalfDifferenceOfSquares)]),
        new("Take the mean over d given m, then over m ~ N(0, K):",
            [new("dK(l+1)", @"\delta K^{(\ell+1)}", Cw * DeltaK / K * new Symbol("<s s' m>_K", latex: @"\langle \sigma \sigma' m \rangle_K"))]),
        new("Stein's lemma <m f(m)> = K <f'(m)> with f = s s' makes that C_W dK <s'^2 + s s''>, and <s'^2 + s s''> = <(s^2)''>/2 = g'(K), as a derivative in K of a Gaussian mean is half the mean of the second derivative. With chi_par = C_W g'(K):",
            [new("dK(l+1)", @"\delta K^{(\ell+1)}", ParallelFormula)]),
    ];

    private static IReadOnlyList<ExplanationStep> ExplainPerpendicular() =>
    [
        .. Midpoint(),
        new("The kernel obeys K_ab(l+1) = C_b + C_W <s(z_a) s(z_b)>, so that ddK(l+1) = C_W <(s(z+) - s(z-))^2>/4. Expand s in d:",
            [new("(s(z+) - s(z-))^2/4", @"\tfrac{1}{4} \left(\sigma(z_+) - \sigma(z_-)\right)^2", SquareOfHalfDifference)]),
        new("Take the mean over d given m, then over m ~ N(0, K):",
            [new("ddK(l+1)", @"\delta\delta K^{(\ell+1)}",
                (Cw * DeltaDeltaK * new Symbol("<s'^2>_K", latex: @"\langle \sigma'^2 \rangle_K"))
                + (Cw * DeltaK.Pow(2) / (4 * K.Pow(2)) * new Symbol("<s'^2 (m^2 - K)>_K", latex: @"\langle \sigma'^2 (m^2 - K) \rangle_K")))]),
        new("With chi_perp = C_W <s'^2>_K and h = C_W <s'^2 (z^2 - K)>_K/(4K^2) = 1/2 d chi_perp/dK, by d<f>/dK = <f (z^2 - K)>/(2K^2):",
            [new("ddK(l+1)", @"\delta\delta K^{(\ell+1)}", PerpendicularFormula)]),
    ];

    private static Expr SecondOrder(Expr expr)
    {
        Algebra.UnivariatePolynomial inD = Algebra.UnivariatePolynomial.TryFrom(expr, D)!;
        return inD[0] + (inD[1] * D) + (inD[2] * D.Pow(2));
    }

    private static Expr Combination(params (int Coefficient, string Indices)[] terms) =>
        Sum.Of(terms.Select(t => new Fraction(t.Coefficient) * new Symbol($"K_{t.Indices}", latex: $"K_{{{t.Indices}}}")));
}

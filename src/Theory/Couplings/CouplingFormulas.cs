using Fractions;
using Theory.Algebra;
using Theory.Correlators;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Couplings;

/// <summary>
/// The couplings of the <see cref="QuarticAction"/> of m neurons in terms of the metric G and the four-point vertex V of a layer, and back,
/// to the order 1/n.
/// </summary>
/// <remarks>
/// With the metric G itself to order 1/n, g holds to order 1/n and v to its leading order, which is 1/n (the leading order
/// is that of paper section 2.2 and PDLT chapter 4, the correction of g goes beyond both).
/// </remarks>
public static class CouplingFormulas
{
    /// <summary>Formulas of more inputs would fill pages.</summary>
    public const int MaximumInputs = 3;

    private static readonly Symbol N = CorrelatorSymbols.Width;
    private static readonly Symbol M = CorrelatorSymbols.Neurons;

    // Before the formulas, which are computed from it.
    private static readonly Symbol RadiusSquared = new("R", isPositive: true);
    private static readonly Symbol Metric = CorrelatorSymbols.Metric();
    private static readonly Symbol Vertex = CorrelatorSymbols.Vertex((null, null), (null, null));

    /// <summary>g = 1/G + (m+2) V/(2 n G^3) for a single input; found by expanding the distribution, see <see cref="Explain"/>.</summary>
    public static Expr Quadratic { get; } = (1 / Metric) - (Vertex / N * CurvatureOfDensity()[1]);

    /// <summary>v = V/(n G^4) for a single input; found by expanding the distribution, see <see cref="Explain"/>.</summary>
    public static Expr Quartic { get; } = 4 * Vertex / N * CurvatureOfDensity()[2];

    /// <summary>G = 1/g + (m+2) v/(2 g^3) for a single input.</summary>
    public static Expr MetricFromCouplings { get; } =
        (1 / CouplingSymbols.Quadratic) + ((M + 2) * CouplingSymbols.Quartic / (2 * CouplingSymbols.Quadratic.Pow(3)));

    /// <summary>V = n v/g^4 for a single input.</summary>
    public static Expr VertexFromCouplings { get; } = N * CouplingSymbols.Quartic / CouplingSymbols.Quadratic.Pow(4);

    /// <summary>g^{ab} of several inputs, in the elements of the metric's inverse and of V.</summary>
    public static Expr QuadraticOf(int a, int b, int inputs)
    {
        Require(inputs, a, b);
        return CouplingSymbols.InverseMetric(a, b) + (Correction(a, b, inputs, CouplingSymbols.InverseMetric, CouplingSymbols.Vertex) / N);
    }

    /// <summary>v^{(ab)(cd)} of several inputs, in the elements of the metric's inverse and of V.</summary>
    public static Expr QuarticOf(int a, int b, int c, int d, int inputs)
    {
        Require(inputs, a, b, c, d);
        return Transported(a, b, c, d, inputs, CouplingSymbols.InverseMetric, CouplingSymbols.Vertex) / N;
    }

    /// <summary>G_ab of several inputs, in the elements of g's inverse P and of v.</summary>
    public static Expr MetricOf(int a, int b, int inputs)
    {
        Require(inputs, a, b);
        return CouplingSymbols.Propagator(a, b) + Correction(a, b, inputs, CouplingSymbols.Propagator, CouplingSymbols.QuarticOf);
    }

    /// <summary>V_(ab)(cd) of several inputs, in the elements of g's inverse P and of v.</summary>
    public static Expr VertexOf(int a, int b, int c, int d, int inputs)
    {
        Require(inputs, a, b, c, d);
        return N * Transported(a, b, c, d, inputs, CouplingSymbols.Propagator, CouplingSymbols.QuarticOf);
    }

    /// <summary>Sum of h^ac h^bd h^ef [(m/2) t_(cd)(ef) + t_(ce)(df)]: the same from couplings to correlators as back.</summary>
    private static Expr Correction(int a, int b, int inputs, Func<int, int, Symbol> metric, Func<int, int, int, int, Symbol> tensor)
    {
        IEnumerable<Expr> terms =
            from c in Enumerable.Range(1, inputs)
            from d in Enumerable.Range(1, inputs)
            from e in Enumerable.Range(1, inputs)
            from f in Enumerable.Range(1, inputs)
            select metric(a, c) * metric(b, d) * metric(e, f) * ((M * new Fraction(1, 2) * tensor(c, d, e, f)) + tensor(c, e, d, f));
        return Expansion.Expand(Sum.Of(terms));
    }

    /// <summary>The four indices of a tensor raised or lowered by a metric.</summary>
    private static Expr Transported(int a, int b, int c, int d, int inputs, Func<int, int, Symbol> metric, Func<int, int, int, int, Symbol> tensor)
    {
        IEnumerable<Expr> terms =
            from p in Enumerable.Range(1, inputs)
            from q in Enumerable.Range(1, inputs)
            from r in Enumerable.Range(1, inputs)
            from s in Enumerable.Range(1, inputs)
            select metric(a, p) * metric(b, q) * metric(c, r) * metric(d, s) * tensor(p, q, r, s);
        return Sum.Of(terms);
    }

    /// <summary>How the couplings of a single input are derived.</summary>
    /// <returns>The steps; the last one holds the couplings.</returns>
    public static IReadOnlyList<ExplanationStep> Explain()
    {
        Expr curvature = CurvatureOfDensity().ToExpr(RadiusSquared);
        Expr action = (RadiusSquared / (2 * Metric)) - (Vertex / (2 * N) * curvature);
        return
        [
            new("Given the layer before, the m neurons are independent Gaussians with one random variance Ghat, the stochastic metric, of mean G and variance V/n. With R = sum_i z_i^2 their density given Ghat = G, up to a constant:",
                [new("N", "N", Density)]),
            new("The density p of the neurons is the mean of N over Ghat. To the order 1/n only the variance of Ghat matters, as its higher cumulants are of higher order:",
                [new("p", "p", new Symbol("N + V/(2*n)*d^2 N/dG^2", latex: @"N + \frac{V}{2 n} \frac{\partial^2 N}{\partial G^2}"))]),
            new("Differentiate N twice, and divide by it:",
                [new("(d^2 N/dG^2)/N", @"\frac{1}{N} \frac{\partial^2 N}{\partial G^2}", curvature)]),
            new("The action is -log p, to the order 1/n and up to a constant:",
                [new("S", "S", Expansion.Expand(action - action.Substitute(RadiusSquared, 0)))]),
            new("Its terms are those of S = g R/2 - v R^2/8, so that the couplings can be read off:",
                [new("g", "g", Quadratic), new("v", "v", Quartic)]),
            new("Back: solve for G and V, to first order in v. Perturbation theory with exp(-S), summed over all Wick contractions, gives the same:",
                [new("G", "G", MetricFromCouplings), new("V", "V", VertexFromCouplings)]),
        ];
    }

    /// <summary>How the couplings of several inputs are derived: the same steps with matrices.</summary>
    /// <returns>The steps; the last one holds the couplings.</returns>
    public static IReadOnlyList<ExplanationStep> ExplainSeveralInputs()
    {
        static Symbol Formula(string text, string latex) => new(text, latex: latex);
        return
        [
            new("Repeated indices are summed, G^{ab} is the inverse of G_ab, and R_ab = sum_i z_{i;a} z_{i;b}. Given the layer before, the m neurons are independent Gaussians with one random covariance Ghat_ab = G_ab + x_ab:",
                [new("log N", @"\log N", Formula("-m/2 log det G - 1/2 G^{ab} R_ab", @"-\tfrac{m}{2} \log\det G - \tfrac{1}{2} G^{ab} R_{ab}"))]),
            new("Its first and second change with x, where indices of R and x are raised with the inverse of G:",
                [
                    new("d log N", @"\delta \log N", Formula("1/2 x_ab (R^{ab} - m G^{ab})", @"\tfrac{1}{2} x_{ab} \left(R^{ab} - m G^{ab}\right)")),
                    new("d^2 log N", @"\delta^2 \log N", Formula("x_ac x_bd G^{cd} (m/2 G^{ab} - R^{ab})", @"x_{ac} x_{bd} G^{cd} \left(\tfrac{m}{2} G^{ab} - R^{ab}\right)")),
                ]),
            new("The density is the mean of N over x, with E[x_ab x_cd] = V_(ab)(cd)/n. Its logarithm to the order 1/n has half the mean of (d log N)^2 + d^2 log N, so that the action is, up to a constant:",
                [new("S", "S", Formula(
                    "1/2 G^{ab} R_ab - 1/(2n) (1/4 V_(ab)(cd) R^{ab} R^{cd} - m/2 V_(ab)(cd) R^{ab} G^{cd} - V_(ac)(bd) R^{ab} G^{cd})",
                    @"\tfrac{1}{2} G^{ab} R_{ab} - \tfrac{1}{2n} \left(\tfrac{1}{4} V_{(ab)(cd)} R^{ab} R^{cd} - \tfrac{m}{2} V_{(ab)(cd)} R^{ab} G^{cd} - V_{(ac)(bd)} R^{ab} G^{cd}\right)"))]),
            new("Its terms are those of S = 1/2 g^{ab} R_ab - 1/8 v^{(ab)(cd)} R_ab R_cd, so that the couplings can be read off; solving for V and G to first order in v gives the way back:",
                IndexNotation),
        ];
    }

    /// <summary>The formulas of several inputs in index notation, repeated indices summed.</summary>
    public static IReadOnlyList<ExplainedEquation> IndexNotation { get; } =
    [
        new("v^{(ab)(cd)}", "v^{(ab)(cd)}", new Symbol(
            "G^{ap} G^{bq} G^{cr} G^{ds} V_(pq)(rs)/n", latex: @"\frac{1}{n} \, G^{ap} G^{bq} G^{cr} G^{ds} \, V_{(pq)(rs)}")),
        new("g^{ab}", "g^{ab}", new Symbol(
            "G^{ab} + G^{ac} G^{bd} G^{ef} (m/2 V_(cd)(ef) + V_(ce)(df))/n",
            latex: @"G^{ab} + \frac{1}{n} \, G^{ac} G^{bd} G^{ef} \left( \frac{m}{2} V_{(cd)(ef)} + V_{(ce)(df)} \right)")),
        new("V_(ab)(cd)", "V_{(ab)(cd)}", new Symbol(
            "n P_ap P_bq P_cr P_ds v^{(pq)(rs)}", latex: @"n \, P_{ap} P_{bq} P_{cr} P_{ds} \, v^{(pq)(rs)}")),
        new("G_ab", "G_{ab}", new Symbol(
            "P_ab + P_ac P_bd P_ef (m/2 v^{(cd)(ef)} + v^{(ce)(df)})",
            latex: @"P_{ab} + P_{ac} P_{bd} P_{ef} \left( \frac{m}{2} v^{(cd)(ef)} + v^{(ce)(df)} \right)")),
    ];

    /// <summary>The density of m neurons of variance G, without the factor (2 pi)^(-m/2).</summary>
    private static Expr Density => Metric.Pow(-M / 2) * Function.Of(FunctionKind.Exp, -RadiusSquared / (2 * Metric));

    /// <summary>(d^2 N/dG^2)/N as a polynomial in R; the coefficient of R^k has the dimension of G^(-2-k).</summary>
    private static UnivariatePolynomial CurvatureOfDensity()
    {
        UnivariatePolynomial curvature = UnivariatePolynomial.TryFrom(Density.Derivative(Metric).Derivative(Metric) / Density, RadiusSquared)!;
        return UnivariatePolynomial.Of([.. curvature.Coefficients.Select((c, k) => Expansion.Expand(c * Metric.Pow(2 + k)) / Metric.Pow(2 + k))]);
    }

    private static void Require(int inputs, params int[] indices)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputs, MaximumInputs);
        foreach (int index in indices)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(index, inputs);
        }
    }
}

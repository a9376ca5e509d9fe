using Theory.Activations;
using Theory.Algebra;
using Theory.Asymptotics;
using Theory.Criticality;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>Decides the universality class of an activation and finds its critical initialisations (PDLT section 5.3).</summary>
/// <remarks>
/// Scale invariance, K* = 0 and constant ratios are decided exactly. Isolated K* > 0 are known to be all where the condition reduces to a polynomial whose roots
/// can be counted; otherwise they are searched for, to about 12 digits, over a range of K that follows the scales of the activation and is part of the result.
/// </remarks>
public static class Classifier
{
    /// <summary>Enough terms to find the first correction to C_W g = K, which a function as flat as z + z^7 has late.</summary>
    private const int SeriesOrder = 8;

    private static readonly Quantity[] Needed = [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp, Quantity.KernelSecondDerivative];

    /// <summary>C_b of 1e-12 K* below 0 is rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Where the sign of C_b is looked at when every K satisfies the ratio condition, in units of the squared scale of the activation: 1 first, then further and further away.</summary>
    private static readonly double[] Samples = [.. Enumerable.Range(-24, 49).OrderBy(Math.Abs).ThenBy(i => i).Select(i => Math.Pow(10, i / 4.0))];

    /// <summary>Classifies an activation.</summary>
    /// <param name="evaluator">The activation.</param>
    /// <param name="cancellation">Ends the search for K*.</param>
    /// <exception cref="UserInputException">The activation is not defined on the whole line, or its C_W is beyond the range of double precision.</exception>
    public static Classification Classify(ExpectationEvaluator evaluator, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        _ = evaluator.Function;
        Activation activation = evaluator.Activation;
        SmallKernelExpansion? small = SmallKernelExpansion.TryOf(activation, SeriesOrder, out string? notAtZero);
        Expr? ratio = null;
        RatioScan? scan = null;
        bool isProven = true;
        Classification Result(UniversalityClass kind, IReadOnlyList<CriticalPoint> points, string reason) =>
            points.All(p => p.Cw > 0 && double.IsFinite(p.Cw))
                ? new(activation, kind, points, small?.A1, small?.B1, ratio, reason)
                {
                    Searched = scan is null ? SearchedRange.All : scan.Searched,
                    IsProven = isProven && scan is null,
                }
                : throw new UserInputException($"the critical C_W of {activation.Name} is beyond the range of double precision; scale the activation");

        if (activation.Pieces is [{ Expression: Expr constant }] && !constant.Contains(Symbol.Z))
        {
            return Result(UniversalityClass.None, [], Explanation.OfConstant(constant));
        }

        if (activation.FirstJump is Expr jump)
        {
            return Result(UniversalityClass.None, [], Explanation.OfJump(jump));
        }

        RatioCondition condition = RatioCondition.Of(evaluator.Derivation);
        ratio = condition.ConstantRatio;
        if (Homogeneity.Of(activation) is Homogeneity slopes)
        {
            CriticalPoint line = new(null, 0, RunningErrorEvaluator.ValueOf(slopes.CriticalCw), FixedPointStability.Marginal, ExactCw: slopes.CriticalCw);
            return Result(UniversalityClass.ScaleInvariant, [line], Explanation.OfScaleInvariance(slopes));
        }

        CriticalPoint? zero = small is null ? null : AtZero(evaluator, small);
        Lazy<PolynomialKernel?> polynomial = new(() => PolynomialKernel.TryOf(evaluator.Derivation));
        if (ratio is not null && zero is not null)
        {
            return Result(UniversalityClass.ZeroKernel, [zero], Explanation.OfZeroKernel(small!, zero, [], null));
        }

        if (ratio is not null)
        {
            return ratio.IsOne ? OfEqualRatio() : Result(UniversalityClass.None, [], Explanation.OfConstantRatio(ratio));
        }

        IReadOnlyList<CriticalPoint> candidates = Candidates(condition);
        CriticalPoint[] isolated = [.. candidates.Where(c => c.IsAdmissible)];
        CriticalPoint[] all = zero is null ? isolated : [zero, .. isolated];
        isProven = small is not null;
        if (isolated.Length > 0 && zero?.Stability != FixedPointStability.Stable)
        {
            return Result(UniversalityClass.HalfStable, all, Explanation.OfIsolated(small, zero, isolated, condition));
        }

        return zero is not null
            ? Result(UniversalityClass.ZeroKernel, all, Explanation.OfZeroKernel(small!, zero, isolated, scan))
            : Result(UniversalityClass.None, [], Explanation.OfNone(evaluator, small, notAtZero, candidates, scan));

        // chi_par = chi_perp at every K: what is left to decide is whether C_b is positive somewhere.
        Classification OfEqualRatio()
        {
            if (polynomial.Value is { } kernel)
            {
                double? k = PositiveAt(kernel.BiasExcess);
                return k is double positive
                    ? Result(UniversalityClass.HalfStable, [At(evaluator, positive, null)], Explanation.OfFamily(At(evaluator, positive, null)))
                    : Result(UniversalityClass.None, [], Explanation.OfNegativeBias(TryAt(evaluator, 1), SearchedRange.All));
            }

            CharacteristicScales scales = CharacteristicScales.Of(activation);
            CriticalPoint[] samples = [.. Samples.Select(k => TryAt(evaluator, k * scales.Least * scales.Largest)).OfType<CriticalPoint>()];
            isProven = samples.Any(p => p.IsAdmissible);
            return samples.FirstOrDefault(p => p.IsAdmissible) is CriticalPoint sample
                ? Result(UniversalityClass.HalfStable, [sample], Explanation.OfFamily(sample))
                : Result(UniversalityClass.None, [], Explanation.OfNegativeBias(samples.FirstOrDefault(), samples.Length == 0 ? null : new SearchedRange(samples.Min(p => p.K!.Value), samples.Max(p => p.K!.Value))));
        }

        IReadOnlyList<CriticalPoint> Candidates(RatioCondition c)
        {
            if (c.Isolated is { } roots)
            {
                // Both lists are complete and rise; the exact forms are known only where the polynomial can be solved.
                bool exact = c.Roots?.Count == roots.Count;
                return [.. roots.Select((r, i) => Signed(
                    At(evaluator, exact ? RunningErrorEvaluator.ValueOf(c.Roots![i]) : r.Value, exact ? c.Roots![i] : null), polynomial.Value?.BiasExcess.SignAt(r, c.Rational!)))];
            }

            if (c.Roots is not null)
            {
                return [.. c.Roots.Select(r => At(evaluator, RunningErrorEvaluator.ValueOf(r), r))];
            }

            scan = RatioScan.Of(evaluator, cancellation);
            return [.. scan.Roots.Select(k => At(evaluator, k, null))];
        }
    }

    /// <summary>A kernel at which a polynomial is positive: 1 where it is, else between two roots; null where it is nowhere.</summary>
    private static double? PositiveAt(RationalPolynomial polynomial)
    {
        if (polynomial.SignAt(new Dyadic(1, 0)) > 0)
        {
            return 1;
        }

        IReadOnlyList<IsolatedRoot> roots = polynomial.PositiveRoots();
        for (int i = 0; i < roots.Count; i++)
        {
            if (roots[i].SignBelow > 0)
            {
                return i == 0 ? 0.5 * roots[0].Value : 0.5 * (roots[i - 1].Value + roots[i].Value);
            }
        }

        return roots.Count > 0 && roots[^1].SignAbove > 0 ? 2 * roots[^1].Value : null;
    }

    /// <summary>A point whose C_b has a sign that is known exactly.</summary>
    private static CriticalPoint Signed(CriticalPoint point, int? sign) => sign switch
    {
        null => point,
        0 => point with { Cb = 0 },
        < 0 => point with { Cb = Math.Min(point.Cb, -double.Epsilon) },
        > 0 => point with { Cb = Math.Max(point.Cb, double.Epsilon) },
    };

    /// <summary>
    /// K* = 0 at C_b = 0: needs s(0) = 0; then g'(0) and &lt;s'^2&gt; at K = 0 are both the mean of the squared slopes on the two sides, and C_W is its reciprocal.
    /// </summary>
    private static CriticalPoint? AtZero(ExpectationEvaluator evaluator, SmallKernelExpansion small)
    {
        // The series takes long where the coefficients are long, and is not asked for without need.
        if (small.Value is not { IsZero: true } || small[Quantity.Kernel] is not KernelSeries g || g.Coefficient(2) is not { IsZero: false } slope)
        {
            return null;
        }

        Expr cw = Expansion.Expand(1 / slope);
        double correction = g.Terms.FirstOrDefault(t => t.HalfPower > 2) is KernelTerm term ? RunningErrorEvaluator.ValueOf(Expansion.Expand(cw * term.Coefficient)) : FirstChange(evaluator, RunningErrorEvaluator.ValueOf(cw));
        FixedPointStability stability = correction < 0 ? FixedPointStability.Stable : correction > 0 ? FixedPointStability.Unstable : FixedPointStability.Marginal;
        return new CriticalPoint(0, 0, RunningErrorEvaluator.ValueOf(cw), stability, Expr.Zero, cw);
    }

    /// <summary>The sign of C_W g(K) - K at the least K at which it can be told: no power of K shows what lies beyond a kink away from 0.</summary>
    private static double FirstChange(ExpectationEvaluator evaluator, double cw)
    {
        CharacteristicScales scales = CharacteristicScales.Of(evaluator.Activation);
        for (double k = 1e-4 * scales.Least * scales.Least; k < 1e4 * scales.Largest * scales.Largest; k *= 1.2)
        {
            QuantityValue g = evaluator.Evaluate(Quantity.Kernel, k).OrThrow();
            double change = (cw * g.Value) - k;
            if (Math.Abs(change) > (4 * cw * g.AbsoluteError) + (1e-14 * k))
            {
                return change;
            }
        }

        return 0;
    }

    /// <summary>Far out, an expectation may overflow, which leaves the point out.</summary>
    private static CriticalPoint? TryAt(ExpectationEvaluator evaluator, double k) =>
        PointAt(k, null, evaluator.Evaluate(k, quantities: Needed)) is var point && double.IsFinite(point.Cb) ? point : null;

    /// <summary>C_W = 1/g'(K*), C_b = K* - C_W g(K*); near K*, K(l+1) - K* = K(l) - K* + (1/2) C_W g''(K*) (K(l) - K*)^2.</summary>
    private static CriticalPoint At(ExpectationEvaluator evaluator, double k, Expr? exact) => PointAt(k, exact, evaluator.Evaluate(k, quantities: Needed).OrThrow());

    private static CriticalPoint PointAt(double k, Expr? exact, ExpectationValues values)
    {
        double cw = 2 / (values[Quantity.ChiParallel].Value + values[Quantity.ChiPerp].Value);
        double cb = k - (cw * values[Quantity.Kernel].Value);
        double curvature = cw * k * values[Quantity.KernelSecondDerivative].Value;
        FixedPointStability stability = Math.Abs(curvature) < 1e-9 ? FixedPointStability.Marginal
            : curvature > 0 ? FixedPointStability.StableFromBelow
            : FixedPointStability.StableFromAbove;
        return new CriticalPoint(k, Math.Abs(cb) <= Rounding * k ? 0 : cb, cw, stability, exact);
    }
}

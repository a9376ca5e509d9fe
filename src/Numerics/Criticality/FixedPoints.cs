using Theory.Criticality;
using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>Finds the fixed points of the kernel for a given C_b and C_W.</summary>
public static class FixedPoints
{
    /// <summary>C_W g(K) = K to this fraction at every K is exact.</summary>
    private const double Identity = 1e-9;

    /// <summary>A gap that touches C_b to so many times its error is a double fixed point.</summary>
    private const double Touching = 2;

    /// <summary>A double fixed point lies apart from others: so many grid points away the gap differs by this fraction of K.</summary>
    private const int Apart = 10;
    private const double Distinct = 1e-8;

    /// <summary>So many grid points beside a crossing may have an uncertain gap; where more do, K is almost fixed on a range.</summary>
    private const int Uncertain = 2;

    /// <summary>Where chi_par = 1 to this accuracy, the next order decides.</summary>
    private const double Marginal = 1e-7;

    /// <summary>The fixed points with their stability, and the distance to criticality.</summary>
    /// <remarks>
    /// For s homogeneous of degree 1, and where g is a polynomial, they are found by formula and by counting roots: there are no others. Else K = 0 and a range of K are
    /// searched on a grid of 1 %, folds between its points included, and beyond it the growth of s decides.
    /// </remarks>
    /// <exception cref="UserInputException">C_b or C_W is out of its domain, or the kernel of the activation vanishes or exists nowhere.</exception>
    public static FixedPointAnalysis Of(ExpectationEvaluator evaluator, double cb, double cw, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        _ = new Linear(cb, cw);
        KernelMap map = KernelMap.Of(evaluator, cancellation);
        Classification classification = Classifier.Classify(evaluator, cancellation);
        FixedPointAnalysis Result(bool every, IReadOnlyList<FixedPoint> points)
        {
            EdgePoint? edge = EdgeOfChaos.Nearest(map, cb, cw);
            return new(
                evaluator.Activation, cb, cw, every, points, points.FirstOrDefault(p => p.Stability == FixedPointStability.Stable),
                NearestCritical(evaluator, classification, edge, cb, cw), edge);
        }

        if (Homogeneity.Of(evaluator.Activation) is { } line)
        {
            double ratio = line.CriticalRatio(cw);
            return Result(cb == 0 && ratio == 1, [.. OnLine(ratio, cb)]);
        }

        if (PolynomialKernel.TryOf(evaluator.Derivation) is { } polynomial)
        {
            return Result(false, [.. PolynomialFixedPoints.Of(polynomial, cb, cw, evaluator)]);
        }

        double[] gaps = new double[map.LogK.Length];
        map.Gaps(cw, gaps);
        bool every = cb == 0 && gaps.Zip(map.Samples).All(p => Math.Abs(p.First) <= Identity * p.Second.K);
        List<FixedPoint> points = every ? [] : [.. AtZero(evaluator, map, gaps, cb, cw, classification)];
        double? undecided = map.Table.IsUndecidedAbove ? map.Samples[^1].K : null;
        (double from, double to) = (map.Searched.From, map.Searched.To);
        if (!every)
        {
            cancellation.ThrowIfCancellationRequested();
            double atZero = KernelAtZero.Of(evaluator, map.Samples[0]).G;
            SmallFixedPoints small = new(map, atZero, cw, cb);
            FixedPoint[] least = small.Count > 0
                ? [.. small.Find().Select(p => At(evaluator, p.K, cw, p.Stability))]
                : [.. Below(evaluator, map, cb, cw).Select(s => At(evaluator, s.K, cw))];
            from = least.Any(p => p.K < from) ? small.Count > 0 ? small.From : KernelMap.LeastBelow(cw, cb, atZero) : from;
            points.AddRange(least);
            points.AddRange(Crossings(map, gaps, small, cb, cw).Concat(Tangencies(map, gaps, cb, cw)).OrderBy(p => p.K).Select(p => At(evaluator, p.K, cw, p.Known)));
            if (gaps[^1] < cb && map.Tail.Of(cw, cb) is var fate && fate != KernelFate.GrowsWithoutBound)
            {
                double? beyond = fate == KernelFate.Returns ? map.Beyond(cw, cb) : null;
                undecided = beyond is null ? map.Samples[^1].K : null;
                if (beyond is double far)
                {
                    points.Add(At(evaluator, far, cw));
                    to = far;
                }
            }
        }

        return Result(every, points) with { UndecidedBeyond = undecided, Searched = new SearchedRange(from, to), IsProven = false };
    }

    /// <summary>Where chi_par = chi_perp at every K, as for soft shrinkage, the critical points are the whole edge, of which the classification shows one.</summary>
    private static CriticalPoint? NearestCritical(ExpectationEvaluator evaluator, Classification classification, EdgePoint? edge, double cb, double cw)
    {
        CriticalPoint? listed = classification.CriticalPoints.MinBy(p => Math.Pow(p.Cb - cb, 2) + Math.Pow(p.Cw - cw, 2));
        return edge is not null && listed is { K: > 0 } && classification.ConstantRatio is { IsOne: true }
            ? new CriticalPoint(edge.K, edge.Cb, edge.Cw, At(evaluator, edge.K, edge.Cw).Stability)
            : listed;
    }

    /// <summary>K -> C_b + r K.</summary>
    private static IEnumerable<FixedPoint> OnLine(double ratio, double cb)
    {
        if (ratio < 1)
        {
            yield return new FixedPoint(cb / (1 - ratio), ratio, ratio, FixedPointStability.Stable);
        }
        else if (ratio > 1 && cb == 0)
        {
            yield return new FixedPoint(0, ratio, ratio, FixedPointStability.Unstable);
        }
    }

    private static IEnumerable<FixedPoint> AtZero(ExpectationEvaluator evaluator, KernelMap map, double[] gaps, double cb, double cw, Classification classification)
    {
        KernelAtZero zero = KernelAtZero.Of(evaluator, map.Samples[0]);
        if (cb > 0 || zero.G > 0)
        {
            yield break;
        }

        double chi = cw * zero.Slope;
        if (double.IsNaN(chi))
        {
            throw new UserInputException($"the slope of the kernel of {evaluator.Activation.Name} at K = 0 is not known; use C_b > 0");
        }

        bool marginal = Math.Abs(chi - 1) <= SmallKernelSeries.LeastExcess;
        int decided = marginal ? Enumerable.Range(0, gaps.Length).FirstOrDefault(i => Math.Abs(gaps[i]) > 10 * Identity * map.Samples[i].K, -1) : 0;
        FixedPointStability stability = !marginal ? chi < 1 ? FixedPointStability.Stable : FixedPointStability.Unstable
            : classification.CriticalPoints.FirstOrDefault(p => p.K == 0)?.Stability
            ?? (decided < 0 ? FixedPointStability.Marginal : gaps[decided] > 0 ? FixedPointStability.Stable : FixedPointStability.Unstable);
        yield return new FixedPoint(0, chi, double.IsNaN(map.Samples[0].SlopeSquare) ? double.NaN : chi, stability);
    }

    private static IReadOnlyList<KernelSample> Below(ExpectationEvaluator evaluator, KernelMap map, double cb, double cw) =>
        map.Below(cw, cb, KernelAtZero.Of(evaluator, map.Samples[0]).G)
        ?? throw new UserInputException($"the expectations of {evaluator.Activation.Name} do not tell where the fixed point for C_b = {Text(cb)} lies; use a larger C_b");

    private static string Text(double x) => x.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <remarks>A fixed point on a grid point has a gap there that is lost in rounding; the signs around it decide.</remarks>
    private static IEnumerable<(double K, FixedPointStability? Known)> Crossings(KernelMap map, double[] gaps, SmallFixedPoints small, double cb, double cw)
    {
        bool Under(int i) => i < small.Count ? small.IsUnder(i) : gaps[i] < cb;
        int? Sure(int i, int direction) => i < small.Count ? i : Certain(map, i, direction, cb, cw);
        for (int i = Math.Max(1, small.Count); i < gaps.Length; i++)
        {
            if (Under(i - 1) != Under(i) && Sure(i - 1, -1) is int before && Sure(i, 1) is int after && Under(before) != Under(after))
            {
                yield return (map.Polish(Math.Log(map.Between(i, cw, cb).K), cw, cb), OfCrossing(Under(before)));
                i = after;
            }
        }
    }

    /// <summary>The grid point nearest to one of them, in a direction, at which the sign of the gap is certain; null where it stays uncertain.</summary>
    private static int? Certain(KernelMap map, int from, int direction, double cb, double cw)
    {
        for (int i = from; i >= 0 && i < map.Samples.Length && Math.Abs(i - from) <= Uncertain; i += direction)
        {
            if (IsCertain(map, i, cb, cw))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>True when the sign of the gap is beyond the error of the expectations: where K is almost fixed the table alone cannot tell.</summary>
    private static bool IsCertain(KernelMap map, int i, double cb, double cw)
    {
        bool exists = map.Table.TryExact(map.Samples[i].K, out KernelSample s, out double uncertainty);
        double gap = s.K - (cw * s.G) - cb;
        double tabulated = map.Samples[i].K - (cw * map.Samples[i].G) - cb;
        return !exists || (Math.Abs(gap) > (2 * uncertainty * cw * s.G) && gap < 0 == tabulated < 0);
    }

    /// <summary>Kernels on both sides approach a fixed point through which the gap rises, however near chi_par is to 1; a large negative chi_par is seen from its value.</summary>
    private static FixedPointStability OfCrossing(bool rises) => rises ? FixedPointStability.Stable : FixedPointStability.Unstable;

    /// <summary>Where chi_par = 1 and the gap touches C_b without passing it.</summary>
    private static IEnumerable<(double K, FixedPointStability? Known)> Tangencies(KernelMap map, double[] gaps, double cb, double cw)
    {
        double Excess(double x) => 1 - (cw * map.Table.At(x).Slope);
        for (int i = Apart; i < gaps.Length - Apart; i++)
        {
            double k = map.Samples[i].K;
            bool bends = Math.Min(Math.Abs(gaps[i - Apart] - gaps[i]), Math.Abs(gaps[i + Apart] - gaps[i])) > Distinct * k;
            bool extremum = (gaps[i] - gaps[i - 1]) * (gaps[i + 1] - gaps[i]) <= 0 && gaps[i - 1] < cb == gaps[i] < cb && gaps[i] < cb == gaps[i + 1] < cb;
            if (!bends || !extremum || Math.Abs(gaps[i] - cb) >= 1e-3 * k
                || !MathNet.Numerics.RootFinding.Brent.TryFindRoot(Excess, map.LogK[i - 1], map.LogK[i + 1], 1e-14, 100, out double x)
                || !map.Table.TryExact(Math.Exp(x), out KernelSample s, out double uncertainty))
            {
                continue;
            }

            double gap = s.K - (cw * s.G) - cb;
            if (Math.Abs(gap) <= Touching * ((uncertainty * cw * s.G) + (1e-15 * s.K)))
            {
                yield return (s.K, null);
            }
            else if (gap < 0 != gaps[i] < cb)
            {
                // The gap passes C_b and comes back between two grid points.
                foreach (double end in (double[])[map.LogK[i - 1], map.LogK[i + 1]])
                {
                    if (map.Crossing(Math.Min(end, x), Math.Max(end, x), cw, cb) is double crossing)
                    {
                        yield return (crossing, OfCrossing(end < x == gaps[i] < cb));
                    }
                }
            }
        }
    }

    /// <summary>A fixed point with what is known of its stability from elsewhere, which decides where chi_par is 1 to its accuracy.</summary>
    internal static FixedPoint At(ExpectationEvaluator evaluator, double k, double cw, FixedPointStability? known = null)
    {
        ExpectationValues values = evaluator.Evaluate(k, quantities: [Quantity.ChiParallel, Quantity.ChiPerp]).OrThrow();
        double parallel = cw * values[Quantity.ChiParallel].Value;
        bool isMarginal = known is null && Math.Abs(parallel - 1) <= Marginal;
        double curvature = isMarginal ? evaluator.Evaluate(Quantity.KernelSecondDerivative, k).OrThrow().Value : double.NaN;
        FixedPointStability stability = parallel < -1 ? FixedPointStability.Unstable : known ?? (!isMarginal ? Math.Abs(parallel) < 1 ? FixedPointStability.Stable : FixedPointStability.Unstable
            : Math.Abs(curvature * cw * k) < 1e-9 ? FixedPointStability.Marginal
            : curvature > 0 ? FixedPointStability.StableFromBelow
            : FixedPointStability.StableFromAbove);
        return new FixedPoint(k, parallel, cw * values[Quantity.ChiPerp].Value, stability);
    }
}

using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Recommendations;

/// <summary>Chooses C_b and C_W for given networks.</summary>
public static class Recommender
{
    /// <summary>C_W is recommended to so many digits where the band allows it.</summary>
    private const int Digits = 4;

    /// <summary>How far off the other two trajectories are.</summary>
    private const double Offset = 0.05;

    /// <summary>V/(nK^2) beyond which the expansion in 1/n is not trusted.</summary>
    private const double LargestFluctuation = 0.1;

    /// <summary>Recommends an initialisation whose kernel stays within a band of K(1) through all layers.</summary>
    /// <remarks>
    /// In this order: a critical initialisation, where one keeps the kernel in the band; the edge of chaos with K(1) as its attracting fixed point; the
    /// largest C_W at C_b = 0 that keeps the kernel in the band; and, for activations that are never critical, C_W = K(1)/g(K(1)), which suits this one K(1).
    /// </remarks>
    /// <exception cref="UserInputException">An option is out of its domain, or the kernel vanishes or does not exist at K(1).</exception>
    public static Recommendation Recommend(ExpectationEvaluator evaluator, RecommendationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Classification classification = Classifier.Classify(evaluator);
        KernelIteration iteration = new(evaluator, options);
        foreach (CriticalPoint point in classification.CriticalPoints.OrderBy(p => p.Stability != FixedPointStability.Stable))
        {
            cancellation.ThrowIfCancellationRequested();
            if (options.FirstKernel(point.Cb, point.Cw) >= point.Cb && iteration.Follow(point.Cb, point.Cw).Escape is null)
            {
                return Describe(evaluator, options, classification, iteration, RecommendationKind.Critical, point.Cb, point.Cw, cancellation);
            }
        }

        double kept = options.Signal.Square is double square ? KernelWithSquare(evaluator, square, cancellation) : options.FirstKernel(0, 1);
        double balanced = kept / Require(iteration.G(kept), evaluator, kept);
        if (Edge(evaluator, kept) is EdgePoint edge && iteration.Follow(edge.Cb, edge.Cw).Escape is null)
        {
            return Describe(evaluator, options, classification, iteration, RecommendationKind.EdgeOfChaos, edge.Cb, edge.Cw, cancellation);
        }

        if (classification.CriticalPoints.Count > 0 && iteration.Interval(0, balanced) is (_, double largest))
        {
            double rounded = RoundedDown(largest);
            double cw = iteration.Follow(0, rounded).Escape is null ? rounded : largest;
            return Describe(evaluator, options, classification, iteration, RecommendationKind.LargestCw, 0, cw, cancellation);
        }

        return Describe(evaluator, options, classification, iteration, RecommendationKind.Balanced, 0, balanced, cancellation);
    }

    private static Recommendation Describe(
        ExpectationEvaluator evaluator, RecommendationOptions options, Classification classification, KernelIteration iteration,
        RecommendationKind kind, double cb, double cw, CancellationToken cancellation)
    {
        double k1 = options.FirstKernel(cb, cw);
        ExpectationValues values = evaluator.Evaluate(k1, quantities: [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp]).OrThrow();
        double fluctuation = Fluctuation(evaluator, Network.Plain(evaluator.Activation, options.Depth, options.Width, cb, cw), k1, cancellation);
        double? threshold = FixedPoints.Of(evaluator, cb, cw, cancellation).FixedPoints
            .FirstOrDefault(p => p.K > 0 && p.Stability == FixedPointStability.Unstable)?.K;
        Recommendation result = new(
            evaluator.Activation, options, kind, k1, cb, cw, iteration.Interval(cb, cw), (k1 - cb) / values[Quantity.Kernel].Value,
            threshold, cw * values[Quantity.ChiParallel].Value, cw * values[Quantity.ChiPerp].Value,
            fluctuation, options.Width * fluctuation / LargestFluctuation,
            iteration.Follow(cb, cw), iteration.Follow(cb, cw * (1 - Offset)), iteration.Follow(cb, cw * (1 + Offset)), classification.CriticalPoints)
        {
            Reasons = [],
        };
        return result with { Reasons = RecommendationReasons.Of(result, classification, iteration) };
    }

    /// <summary>The edge of chaos with a given attracting K*; null when there is none.</summary>
    private static EdgePoint? Edge(ExpectationEvaluator evaluator, double k) =>
        new KernelSampler(evaluator).TryEvaluate(k, out KernelSample sample, out _) && !double.IsNaN(sample.SlopeSquare) ? EdgeOfChaos.At(sample) : null;

    /// <summary>The K with g(K) = |x|^2/n_0: only there is K(1) = C_b + C_W |x|^2/n_0 a fixed point.</summary>
    private static double KernelWithSquare(ExpectationEvaluator evaluator, double square, CancellationToken cancellation)
    {
        KernelMap map = KernelMap.Of(evaluator, cancellation);
        for (int i = 1; i < map.Samples.Length; i++)
        {
            (double low, double high) = (map.Samples[i - 1].G, map.Samples[i].G);
            if (low < square != high < square)
            {
                double Excess(double x) => map.Table.TryExact(Math.Exp(x), out KernelSample s, out _) ? s.G - square : double.NaN;
                return Math.Exp(MathNet.Numerics.RootFinding.Brent.TryFindRoot(Excess, map.LogK[i - 1], map.LogK[i], 1e-15, 100, out double logK)
                    ? logK
                    : 0.5 * (map.LogK[i - 1] + map.LogK[i]));
            }
        }

        throw new UserInputException(FormattableString.Invariant(
            $"no kernel has <s^2> = |x|^2/n_0 = {square} for {evaluator.Activation.Name}, so that the second layer cannot have the kernel of the first; scale the inputs, or give --k1"));
    }

    /// <summary>V/(nK^2) in the last layer; NaN where the flow ends before.</summary>
    private static double Fluctuation(ExpectationEvaluator evaluator, Network network, double k1, CancellationToken cancellation)
    {
        FlowOutcome<FlowLayer> flow = KernelFlow.ComputeWithLogarithms(new NetworkEvaluator(network, evaluator), Signal.Kernel(k1), cancellation);
        return flow.End is null ? flow.Layers[^1].RelativeFluctuation : double.NaN;
    }

    private static double RoundedDown(double value)
    {
        double scale = Math.Pow(10, Digits - 1 - Math.Floor(Math.Log10(value)));
        return Math.Floor(value * scale) / scale;
    }

    private static double Require(double g, ExpectationEvaluator evaluator, double k) => g > 0 && double.IsFinite(g)
        ? g
        : throw new UserInputException(FormattableString.Invariant($"the kernel of {evaluator.Activation.Name} vanishes or does not exist at K = {k}; use another K(1)"));
}

using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Numerics.Recommendations;

/// <summary>Chooses C_b and C_W of every layer of given networks.</summary>
public static class Recommender
{
    /// <summary>How far off the other two trajectories are.</summary>
    private const double Offset = 0.05;

    /// <summary>So many of the best candidates may be tried before the best of them is taken as it is.</summary>
    private const int Tries = 4;

    /// <summary>Recommends an initialisation, after following it through all layers, for one input and for two.</summary>
    /// <remarks>
    /// The first layer has the C_W that gives inputs of the stated scale the kernel that the hidden layers keep, and a C_b where inputs have few components; the last layer has C_b = 0 and the C_W that
    /// gives outputs of the stated variance. Between them every kernel on a grid is tried with several C_W, see <see cref="CandidateCost"/> for what decides.
    /// </remarks>
    /// <exception cref="UserInputException">An option is out of its domain, or the kernel vanishes or does not exist.</exception>
    public static Recommendation Recommend(ExpectationEvaluator evaluator, RecommendationOptions options, CancellationToken cancellation = default) =>
        Find(evaluator, options, cancellation) ?? throw new UserInputException(None(evaluator, options));

    /// <summary>The same as an outcome: null, with the reason, where there is no initialisation, or what it rests on has no value.</summary>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static Recommendation? TryRecommend(ExpectationEvaluator evaluator, RecommendationOptions options, out string? missing, CancellationToken cancellation = default)
    {
        // The classification may refuse, or an expectation of one of many candidates.
        (Recommendation? found, missing) = Attempt.At(() => Recommend(evaluator, options, cancellation));
        return found;
    }

    private static string None(ExpectationEvaluator evaluator, RecommendationOptions options) => options.FirstKernel is double k1
        ? FormattableString.Invariant($"the kernel of {evaluator.Activation.Name} vanishes or does not exist at K = {k1}; use another K(1)")
        : $"the kernel of {evaluator.Activation.Name}, or its fluctuation, vanishes or does not exist at every K that was tried: no initialisation can be had";

    private static Recommendation? Find(ExpectationEvaluator evaluator, RecommendationOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Classification classification = Classifier.Classify(evaluator, cancellation);
        CandidateSearch search = new(evaluator, options);
        IReadOnlyList<Candidate> candidates = search.Ordered(classification.CriticalPoints, cancellation);
        TwoInputEvaluator pairs = new(evaluator.Activation);
        Recommendation? first = null;
        foreach (Candidate candidate in candidates.DistinctBy(c => c.K).Take(Tries))
        {
            if (Describe(evaluator, pairs, options, classification, search, candidate, cancellation) is not Recommendation described)
            {
                continue;
            }

            first ??= described;
            if (described.IsFeasible)
            {
                first = described;
                break;
            }
        }

        return first is null ? null : Completed(first, evaluator, search, candidates, cancellation);
    }

    /// <summary>The layers of a candidate and what is true of them; null where the flow ends before the last layer.</summary>
    private static Recommendation? Describe(
        ExpectationEvaluator evaluator, TwoInputEvaluator pairs, RecommendationOptions options, Classification classification, CandidateSearch search, Candidate c, CancellationToken cancellation)
    {
        double[] cb = [.. Enumerable.Range(1, options.Depth).Select(l => l == 1 ? options.FirstBiasShare * c.K : l == options.Depth ? 0 : c.Cb)];
        double[] cw = [.. Enumerable.Range(1, options.Depth).Select(l => l == 1 ? (1 - options.FirstBiasShare) * c.K / options.InputScale : l == options.Depth ? options.OutputVariance / c.G : c.Cw)];
        Network network = Network.Plain(evaluator.Activation, options.Depth, [options.Width], cb, cw, [1], [1]);
        FlowOutcome<FlowLayer> flow = KernelFlow.Compute(new NetworkEvaluator(network, evaluator), Signal.Kernel(c.K), cancellation);
        if (flow.End is not null)
        {
            return null;
        }

        FlowOutcome<double> correlations = CorrelationFlow.Compute(pairs, network, flow, options.FirstCorrelation, cancellation);
        if (correlations.End is not null)
        {
            return null;
        }

        RecommendedLayer[] layers =
        [
            .. flow.Layers.Select((l, i) => new RecommendedLayer(
                l.Layer, cb[i], cw[i], l.K, correlations.Layers[i], l.RelativeFluctuation, (l.Metric / l.K) - 1, l.NextOrderMetric / l.K, l.FourthCumulant / l.K / l.K, l.LogGradient)),
        ];
        double m4 = evaluator.Evaluate(Quantity.FourthMoment, c.K).Value;
        KernelIteration iteration = new(evaluator, options);
        return new Recommendation(
            evaluator.Activation, options, classification, KindOf(c), c.Cb, c.Cw, layers, RecommendationCriteria.Of(layers, c, options))
        {
            ChiParallel = c.ChiParallel,
            ChiPerp = c.ChiPerp,
            Nonlinearity = c.Nonlinearity,
            Interval = null,
            Thresholds = default,
            SufficientWidth = Math.Max(1, options.Width * layers[^2].RelativeFluctuation / options.LargestFluctuation),
            Reach = DepthReach.Of(c, search.MapAt(c), c.Cw * c.Cw * (m4 - (c.G * c.G)) / c.K / c.K / options.Width, options),
            Trajectory = iteration.Follow(c.K, c.Cb, c.Cw),
            Below = iteration.Follow(c.K, c.Cb, c.Cw * (1 - Offset)),
            Above = iteration.Follow(c.K, c.Cb, c.Cw * (1 + Offset)),
            Alternatives = [],
        };
    }

    /// <summary>What only the one that is recommended needs.</summary>
    private static Recommendation Completed(
        Recommendation r, ExpectationEvaluator evaluator, CandidateSearch search, IReadOnlyList<Candidate> candidates, CancellationToken cancellation)
    {
        FixedPoint[] unstable = [.. FixedPoints.Of(evaluator, r.Cb, r.Cw, cancellation).FixedPoints
            .Where(p => p.K > 0 && p.Stability == FixedPointStability.Unstable && Math.Abs(p.K - r.K1) > 1e-6 * r.K1)];
        KernelIteration iteration = new(evaluator, r.Options);
        Recommendation complete = r with
        {
            Interval = iteration.Interval(r.K1, r.Cb, r.Cw),
            Thresholds = (unstable.LastOrDefault(p => p.K < r.K1)?.K, unstable.FirstOrDefault(p => p.K > r.K1)?.K),
            Alternatives = Alternatives.Of(r, iteration, evaluator, candidates),
        };
        return complete with { Reasons = RecommendationReasons.Of(complete) };
    }

    private static RecommendationKind KindOf(Candidate c)
    {
        const double Equal = 1e-9;
        return double.IsNaN(c.ChiPerp) ? RecommendationKind.WithoutGradients
            : c.ChiParallel > 1 + Equal ? RecommendationKind.Unstable
            : c.ChiPerp < 1 - Equal ? RecommendationKind.Ordered
            : c.ChiPerp > 1 + Equal ? RecommendationKind.Chaotic
            : c.ChiParallel > 1 - Equal ? RecommendationKind.Critical
            : RecommendationKind.EdgeOfChaos;
    }
}

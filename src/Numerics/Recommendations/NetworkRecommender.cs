using System.Globalization;
using Theory.Networks;
using Theory.Numerics.Architectures;

namespace Theory.Numerics.Recommendations;

/// <summary>Chooses C_b, C_W and beta of networks of any layers.</summary>
public static class NetworkRecommender
{
    private const int AlternativesShown = 3;

    /// <summary>Recommends an initialisation, after following one input and pairs of inputs through all layers.</summary>
    /// <remarks>Only what the text leaves open is chosen.</remarks>
    /// <param name="template">The network.</param>
    /// <param name="options">What is wanted; the depth is not looked at.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">The text leaves nothing open, the network is one of images, or it cannot be followed.</exception>
    public static NetworkRecommendation Recommend(ArchitectureTemplate template, RecommendationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Require.That(template.LeavesCw || template.LeavesBeta, $"every layer of the network says its C_W, so that there is nothing to recommend; leave it out of one, as in residual(tanh; linear)");
        Require.That(!template.With(new Linear(0, 1)).Input.IsImage, $"networks of images are not recommended for: their kernels differ from position to position; see theory gram");
        NetworkSearch search = new(template, options);
        IReadOnlyList<NetworkCandidate> candidates = search.Ordered(cancellation);
        NetworkCandidate best = candidates[0];
        IReadOnlyList<ArchitectureLayer> layers = ArchitectureFlow.Compute(best.Architecture, options.InputScale, cancellation).ToTheLast();
        ArchitectureLayer? known = layers.SkipLast(1).LastOrDefault(l => l.Vertex is >= 0);
        bool isKnown = layers[^1].Vertex is not null && known is not null;
        double? Beta(NetworkCandidate c) => template.LeavesBeta ? c.Beta : null;
        return new NetworkRecommendation(template, options, best.Architecture, best.Cb, best.Cw, Beta(best), layers, Criteria(best, search, options))
        {
            FirstCw = search.HasOwnFirst ? ((Linear)best.Architecture.Sequence.Layers[0]).Cw : null,
            LastCw = search.HasOwnLast ? ((Linear)best.Architecture.Sequence.Layers[^1]).Cw : null,
            Block = BlockOf(best.Architecture.Sequence) is LayerSequence block ? BlockCriticality.Of(new Architecture(block)) : null,
            Nonlinearity = best.Nonlinearity,
            RelativeFluctuation = isKnown ? known!.Vertex / options.Width / (known.K * known.K) : null,
            FluctuationReason = isKnown ? null : layers[^1].VertexReason ?? "there is no hidden layer",
            Alternatives =
            [
                .. candidates.Where(c => (c.Cb, c.Beta, c.FirstKernel) != (best.Cb, best.Beta, best.FirstKernel)).DistinctBy(c => (c.Cb, c.Beta, c.FirstKernel)).Take(AlternativesShown)
                    .Select(c => new NetworkAlternative(c.Cb, c.Cw, Beta(c), c.FirstKernel, Math.Exp(c.LogGradient), c.Correlation, c.Nonlinearity)),
            ],
        };
    }

    /// <summary>The block that is repeated most often; null where none is.</summary>
    private static LayerSequence? BlockOf(LayerSequence sequence) => sequence.Layers.OfType<Repetition>().Where(r => r.Count > 1).MaxBy(r => r.Count)?.Body;

    private static IReadOnlyList<Criterion> Criteria(NetworkCandidate c, NetworkSearch search, RecommendationOptions options)
    {
        double gradients = Math.Exp(Math.Abs(c.LogGradient));
        double spread = Math.Exp(c.LogSpread);
        double output = c.Output / options.OutputVariance;
        return
        [
            new("kernel", spread, options.Band, spread <= options.Band, true, $"kernels that enter activations differ by at most a factor {Text(spread)} (wanted: {Text(options.Band)})"),
            new("gradients", gradients, options.GradientBand, gradients <= options.GradientBand, true,
                $"squared gradients {(c.LogGradient >= 0 ? "grow" : "shrink")} by a factor {Text(gradients)} on their way back (wanted: at most {Text(options.GradientBand)})"),
            new("correlation", Math.Abs(c.Correlation), options.LargestCorrelation, Math.Abs(c.Correlation) <= options.LargestCorrelation, true,
                $"outputs of unrelated inputs correlate by {Text(c.Correlation)} (wanted: at most {Text(options.LargestCorrelation)})"),
            new("nonlinearity", c.Nonlinearity, NetworkSearch.LeastNonlinearity, c.Nonlinearity >= NetworkSearch.LeastNonlinearity, true,
                $"{Text(100 * c.Nonlinearity)} % of the variance of outputs is nonlinear in the inputs (wanted: at least {Text(100 * NetworkSearch.LeastNonlinearity)} %)"),
            new("size", c.Cw, CandidateCost.LargestCw, c.Cw <= CandidateCost.LargestCw, true, $"C_W = {Text(c.Cw)} is of moderate size (wanted: at most {Text(CandidateCost.LargestCw)})"),
            new("output", output, 1, Math.Abs(output - 1) <= 1e-6, search.HasOwnLast, $"outputs have the variance {Text(c.Output)} (wanted: {Text(options.OutputVariance)})"),
        ];
    }

    /// <summary>What is 0 but for rounding, as a correlation of odd activations, is 0.</summary>
    private static string Text(double value) => (Math.Abs(value) < 1e-12 ? 0 : value).ToString("G4", CultureInfo.InvariantCulture);
}

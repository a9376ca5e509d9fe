using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using Theory.Validation.Tests.Sampling;

namespace Theory.Validation.Tests.Comparison;

public sealed class EnsembleJudgementTests
{
    [Theory]
    [InlineData("relu", 500, 1, 2.0, 0.0)]
    [InlineData("tanh", 100, 0.5, 1.5, 0.1)]
    [InlineData("gelu", 500, 1, 2.0, 0.1)]
    [InlineData("mrepu:2", 500, 0.005, 1, 0.0)]
    [InlineData("sin", 100, 0.3, 1, 0.0)]
    public void ATrueTheory_IsConfirmed_AndEachWrongOneRefuted(string activation, int width, double k1, double cw, double cb)
    {
        PlainLaw options = new(k1, cb, cw, width, Depth: 6);
        IReadOnlyList<FlowLayer> flow = Flow(activation, options);
        EnsembleStatistics statistics = Observe(activation, options, 15_000);
        EnsembleJudgement judgement = EnsembleJudgement.Of(flow, statistics);
        Assert.Equal(Verdict.Confirmed, judgement.Verdict);
        Assert.Equal([2, 3, 4, 5, 6], judgement.Layers);
        Assert.Equal((5, 5, 10), (judgement.Kernel.Degrees, judgement.Vertex.Degrees, judgement.Together.Degrees));
        Assert.InRange(judgement.Couplings.Sigma, 0, EnsembleComparison.RefutingSigma);

        // A weight variance that is two per cent off.
        Assert.Equal(Verdict.Refuted, EnsembleJudgement.Of(Flow(activation, options with { Cw = 1.02 * cw }), statistics).Verdict);

        // A vertex that is a fifth too large.
        EnsembleJudgement wrongVertex = EnsembleJudgement.Of([.. flow.Select(l => l with { Vertex = 1.2 * l.Vertex })], statistics);
        Assert.True(wrongVertex.Vertex.Sigma > 6);
        Assert.True(wrongVertex.Couplings.Sigma > 6);
        Assert.InRange(wrongVertex.Kernel.Sigma, 0, EnsembleComparison.RefutingSigma);
    }

    /// <summary>The squares of sign are 1 in all networks: agreement to rounding is agreement, no number of 8 sigma and none beyond double precision, and another C_W is refuted.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void AMetricThatDoesNotFluctuate_IsComparedByItsValue(double cb)
    {
        PlainLaw options = new(0.5 + cb, cb, Cw: 1, Width: 64, Depth: 3);
        IReadOnlyList<FlowLayer> flow = Flow("sign", options);
        EnsembleStatistics statistics = Observe("sign", options, 3000);
        Assert.All(flow, l => Assert.InRange(Math.Abs(l.RelativeFluctuation), 0, 1e-15));
        Assert.Equal(0, EnsembleJudgement.Of(flow, statistics).Together.Degrees);
        Assert.Null(ExpansionReach.Of(flow, statistics).Reason);
        Assert.Equal(Verdict.Confirmed, EnsembleComparison.Of(flow, statistics.Layers(), "weights").Verdict);
        Assert.Equal(Verdict.Refuted, EnsembleComparison.Of(Flow("sign", options with { Cw = 1.02 }), statistics.Layers(), "weights").Verdict);
    }

    [Fact]
    public void InfiniteWidth_IsRefutedByTheMetricOfFiniteOne()
    {
        PlainLaw options = new(0.005, 0, 1, Width: 300, Depth: 5);
        IReadOnlyList<FlowLayer> flow = Flow("mrepu:2", options);
        EnsembleStatistics statistics = Observe("mrepu:2", options, 100_000);
        EnsembleJudgement judgement = EnsembleJudgement.Of(flow, statistics);
        Assert.Equal((Verdict.Confirmed, 5), (judgement.Verdict, judgement.Layers[^1]));
        FlowLayer[] infinite = [.. flow.Select(l => l with { Metric = l.K, NextOrderMetric = 0 })];
        Assert.True(EnsembleJudgement.Of(infinite, statistics).Kernel.Sigma > 6);
    }

    [Fact]
    public void Probabilities_OfATrueTheory_AreNotTooSmallTooOften()
    {
        // 200 ensembles of 640 networks; ReLU, whose expansion is known to all orders.
        PlainLaw options = new(1, 0, 2, Width: 200, Depth: 4);
        IReadOnlyList<FlowLayer> flow = Flow("relu", options);
        double[] p = [.. Enumerable.Range(0, 200).Select(i =>
            EnsembleJudgement.Of(flow, Observe("relu", options, 640, first: 640L * i)).Together.Probability)];
        Assert.InRange(p.Count(x => x < 0.05), 1, 26);
        Assert.InRange(p.Count(x => x < 0.5), 75, 140);
        Assert.True(p.Min() > 1e-5);
    }

    [Fact]
    public void FewNetworks_DecideNothing()
    {
        PlainLaw options = new(1, 0, 2, Width: 100, Depth: 3);
        Assert.Equal(Verdict.Undecided, EnsembleJudgement.Of(Flow("relu", options), Observe("relu", options, 99)).Verdict);
    }

    [Fact]
    public void MRePUAtCriticalWeights_LeavesTheExpansion_AtSmallWidth()
    {
        // K grows, at small width with heavy tails; some networks blow up.
        PlainLaw narrow = new(0.05, 0, 1, Width: 10, Depth: 8);
        EnsembleStatistics statistics = Observe("mrepu:2", narrow, 20_000);
        ExpansionReach reach = ExpansionReach.Of(Flow("mrepu:2", narrow with { Depth = 5 }), statistics);
        Assert.InRange(reach.LastByTheory, 1, 3);
        Assert.InRange(reach.LastByMeasurement, 1, 4);
        Assert.True(reach.SmallestWidth > 20);
        Assert.NotNull(reach.Reason);

        PlainLaw wide = new(0.01, 0, 1, Width: 512, Depth: 5);
        ExpansionReach whole = ExpansionReach.Of(Flow("mrepu:2", wide), Observe("mrepu:2", wide, 1000));
        Assert.Equal((5, 5, null), (whole.LastByTheory, whole.LastByMeasurement, whole.Reason));
        Assert.InRange(whole.SmallestWidth, 10, 512);
    }

    [Fact]
    public void SmallestWidth_IsWhereTheoryBeginsToReachAllLayers()
    {
        PlainLaw options = new(0.05, 0, 1, Width: 10, Depth: 5);
        EnsembleStatistics statistics = Observe("mrepu:2", options, 200);
        double width = ExpansionReach.Of(Flow("mrepu:2", options), statistics).SmallestWidth;
        ExpansionReach At(double n) => ExpansionReach.Of(Flow("mrepu:2", options with { Width = (int)n }), statistics);
        Assert.InRange(At(0.9 * width).LastByTheory, 1, 4);
        Assert.Equal(5, At(1.1 * width).LastByTheory);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Couplings_InvertTheirDefinition_ToOrderOneOverN(int neurons)
    {
        // G = 1/g + (m + 2) v/(2 g^3) + O(v^2), and V/n = v/g^4 + O(v^2), by perturbation theory in v.
        QuarticCouplings c = QuarticCouplings.Of(metric: 0.7, vertex: 1.3, width: 1e6, neurons);
        Assert.Equal(0.7, (1 / c.Quadratic) + ((neurons + 2) * c.Quartic / (2 * Math.Pow(c.Quadratic, 3))), 1e-9);
        Assert.Equal(1.3e-6, c.Quartic / Math.Pow(c.Quadratic, 4), 1e-10);
    }

    private static IReadOnlyList<FlowLayer> Flow(string activation, PlainLaw options) =>
        options.Flow(new ExpectationEvaluator(Activation.Parse(activation)));

    private static EnsembleStatistics Observe(string activation, PlainLaw options, int models, long first = 0)
    {
        SamplingOptions sampling = new PlainSampling
        {
            Activation = activation,
            Models = models,
            Width = options.Width,
            Depth = options.Depth,
            InputMetric = options.K1,
            Cw = options.Cw,
            Cb = options.Cb,
            Seed = 21,
            FirstNetwork = first,
        };
        return EnsembleSamplers.Conditional.Show(sampling, new EnsembleStatistics(sampling));
    }
}

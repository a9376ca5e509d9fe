using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using Theory.Validation.Tests.Sampling;

namespace Theory.Validation.Tests.Comparison;

/// <summary>A verdict is worth something only if a wrong theory gets the other one from the same code.</summary>
public sealed class EnsembleComparisonTests
{
    [Theory]
    [InlineData("relu", 1, 2, "conditional", 4000)]
    [InlineData("relu", 1, 2, "weights", 2000)]
    [InlineData("mrepu:2", 0.01, 1, "conditional", 4000)]
    [InlineData("mrepu:2", 0.01, 1, "weights", 2000)]
    [InlineData("tanh", 0.5, 1.5, "conditional", 4000)]
    [InlineData("tanh", 0.5, 1.5, "weights", 2000)]
    public void TrueTheory_IsConfirmed_AndWrongOnesAreRefuted(string activation, double k1, double cw, string sampler, int models)
    {
        PlainLaw options = new(k1, 0, cw, Width: 160, Depth: 3);
        IReadOnlyList<LayerStatistics> measured = Measure(activation, options, sampler, models);
        IReadOnlyList<FlowLayer> flow = Flow(activation, options);
        EnsembleComparison truth = EnsembleComparison.Of(flow, measured, sampler);
        Assert.Equal(Verdict.Confirmed, truth.Verdict);
        Assert.StartsWith("CONFIRMED: 4 comparisons agree, the largest unexplained deviation is ", truth.Sentence, StringComparison.Ordinal);
        Assert.Equal((sampler, 3), (truth.Sampler, truth.Layers.Count));

        EnsembleComparison otherWeights = EnsembleComparison.Of(Flow(activation, options with { Cw = 1.05 * cw }), measured, sampler);
        Assert.Equal(Verdict.Refuted, otherWeights.Verdict);
        Assert.StartsWith("REFUTED: the kernel of layer ", otherWeights.Sentence, StringComparison.Ordinal);

        EnsembleComparison otherVertex = EnsembleComparison.Of([.. flow.Select(l => l with { Vertex = 1.3 * l.Vertex })], measured, sampler);
        Assert.Equal(Verdict.Refuted, otherVertex.Verdict);
        Assert.StartsWith("REFUTED: the vertex of layer ", otherVertex.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void NextOrder_IsNeededToConfirmNarrowNetworks()
    {
        // The leading order of V misses 5 (l-2)/(2n) of it: at layer 6 a twenty-fifth, visible with 150,000 networks.
        PlainLaw options = new(1, 0, 2, Width: 250, Depth: 6);
        IReadOnlyList<LayerStatistics> measured = Measure("relu", options, "conditional", 150_000);
        IReadOnlyList<FlowLayer> flow = Flow("relu", options);
        Assert.Equal(Verdict.Confirmed, EnsembleComparison.Of(flow, measured, "conditional").Verdict);
        Assert.Equal(Verdict.Refuted, EnsembleComparison.Of([.. flow.Select(l => l with { NextOrderVertex = 0 })], measured, "conditional").Verdict);
    }

    [Fact]
    public void StronglyFluctuatingNetworks_AreNotJudgedBeyondLayerTwo()
    {
        PlainLaw options = new(1, 0, 1.0 / 7.5, Width: 256, Depth: 4);
        EnsembleComparison comparison = EnsembleComparison.Of(Flow("repu:3", options), Measure("repu:3", options, "conditional", 2000), "conditional");
        Assert.False(comparison.Layers[2].IsPerturbative);
        Assert.Contains("from layer 3 on nothing is judged, as the expansion in 1/n is not valid there (V/(nK^2) = ", comparison.Sentence, StringComparison.Ordinal);
        Assert.Equal(Verdict.Confirmed, comparison.Verdict);
    }

    [Fact]
    public void NetworksThatFluctuateWildlyAtOnce_LeaveTheVerdictOpen()
    {
        PlainLaw options = new(1, 0, 1, Width: 2, Depth: 3);
        EnsembleComparison comparison = EnsembleComparison.Of(Flow("repu:2", options), Measure("repu:2", options, "conditional", 100), "conditional");
        Assert.Equal(Verdict.Undecided, comparison.Verdict);
        Assert.StartsWith("UNDECIDED: there is no layer to judge; from layer 2 on nothing is judged", comparison.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void OneLayer_LeavesTheVerdictOpen()
    {
        PlainLaw options = new(1, 0, 2, Width: 8, Depth: 1);
        EnsembleComparison comparison = EnsembleComparison.Of(Flow("relu", options), Measure("relu", options, "weights", 100), "weights");
        Assert.Equal("UNDECIDED: there is no layer to judge", comparison.Sentence);
    }

    [Fact]
    public void LayersAtWhichNetworksOverflow_AreNotJudged_BecauseTheOthersAreNotAFairSample()
    {
        FlowLayer[] theory = [Layer(1, vertex: 0), Layer(2, vertex: 1), Layer(3, vertex: 1)];
        LayerStatistics[] measured =
        [
            new(1, 400, 0, new Estimate(1, 0), new Estimate(0, 0)),
            new(2, 400, 0, new Estimate(1.01, 0.01), new Estimate(1.1, 0.1)),
            new(3, 397, 3, new Estimate(0.5, 0.01), new Estimate(0.5, 0.1)),
        ];
        EnsembleComparison comparison = EnsembleComparison.Of(theory, measured, "weights");
        Assert.Equal(
            "CONFIRMED: 2 comparisons agree, the largest unexplained deviation is 1.0 sigma (the vertex, layer 2); "
            + "a C_W wrong by 5.7 %, or a kernel wrong by 5.7 %, would be refuted nine times in ten; "
            + "from layer 3 on nothing is judged, as the networks that did not overflow are not a fair sample; 3 networks overflowed",
            comparison.Sentence);
    }

    /// <summary>Five networks of a true theory were enough to refute it: their standard errors are no errors of anything.</summary>
    [Fact]
    public void FewNetworks_DecideNothing()
    {
        PlainLaw options = new(1, 0, 2, Width: 160, Depth: 3);
        EnsembleComparison comparison = EnsembleComparison.Of(Flow("relu", options), Measure("relu", options, "weights", 99), "weights");
        Assert.Equal(
            "UNDECIDED: there is no layer to judge; from layer 1 on nothing is judged, as 99 networks are too few, at least 100 are needed", comparison.Sentence);
    }

    [Fact]
    public void HundredNetworks_DoNotRefuteATrueTheory_InManyRuns()
    {
        // A standard error that is trusted too much shows as a few refutations. Errors estimated from 100 networks have tails, so that 4.5
        // of them are exceeded in about one comparison of 10,000; here are 1,200.
        PlainLaw options = new(1, 0, 2, Width: 160, Depth: 3);
        IReadOnlyList<FlowLayer> flow = Flow("relu", options);
        EnsembleSample all = Sample("relu", options, "conditional", 30_000);
        int refuted = Enumerable.Range(0, 300).Count(run =>
        {
            LayerStatistics[] part = [.. Enumerable.Range(1, 3).Select(l => LayerStatistics.Of(l, 160, all.Metric(l).Slice(100 * run, 100)))];
            return EnsembleComparison.Of(flow, part, "conditional").Verdict == Verdict.Refuted;
        });
        Assert.InRange(refuted, 0, 1);
    }

    [Theory]
    [InlineData(4.3, Verdict.Confirmed)]
    [InlineData(4.6, Verdict.Refuted)]
    [InlineData(-4.6, Verdict.Refuted)]
    public void Threshold_LiesAtFourAndAHalfSigma(double sigma, Verdict verdict)
    {
        LayerStatistics[] measured =
        [
            new(1, 100, 0, new Estimate(1, 0), new Estimate(0, 0)),
            new(2, 100, 0, new Estimate(1 + (0.001 * sigma), 0.001), new Estimate(0.01, 0.0015)),
        ];
        Assert.Equal(verdict, EnsembleComparison.Of([Layer(1, vertex: 0), Layer(2, vertex: 0.01)], measured, "weights").Verdict);
    }

    /// <summary>400 networks accepted a C_W wrong by 5 %, and did not say that they could not have seen it.</summary>
    [Theory]
    [InlineData("swish", 2, 0, 256)]
    [InlineData("tanh", 1.5, 0.2, 128)]
    [InlineData("relu", 1.9, 0.1, 200)]
    public void ADeviationOfTheSizeThatIsStated_IsRefuted_AndASmallerOneIsNot(string activation, double cw, double cb, int width)
    {
        PlainLaw options = new(1, cb, cw, width, Depth: 4);
        FlowLayer[] truth = [.. Flow(activation, options)];
        LayerStatistics[] measured = [.. truth.Select(l => new LayerStatistics(
            l.Layer, 400, 0, new Estimate(l.Metric + l.NextOrderMetric, 0.05 * Math.Sqrt(l.RelativeFluctuation) * l.K), new Estimate(l.Vertex + l.NextOrderVertex, 0.08 * l.Vertex)))];
        EnsembleComparison agreement = EnsembleComparison.Of(truth, measured, "weights");
        double visible = agreement.VisibleCw!.Value;
        Assert.Contains(FormattableString.Invariant($"a C_W wrong by {100 * visible:G2} %"), agreement.Sentence, StringComparison.Ordinal);
        Assert.Equal(Verdict.Refuted, EnsembleComparison.Of([.. Flow(activation, options with { Cw = cw * (1 + (1.05 * visible)) })], measured, "weights").Verdict);
        Assert.Equal(Verdict.Confirmed, EnsembleComparison.Of([.. Flow(activation, options with { Cw = cw * (1 + (0.6 * visible)) })], measured, "weights").Verdict);
    }

    /// <summary>z^2 at width 27: 292 networks without the largest of their tail had a small variance and a smaller error of it, and refuted the theory by 5.7 sigma.</summary>
    [Fact]
    public void AnErrorThatIsSmallByChance_DoesNotRefute()
    {
        FlowLayer second = Layer(2, vertex: 1) with { RelativeFluctuation = 0.4 };
        LayerStatistics[] measured = [new(1, 292, 0, new Estimate(1, 0), new Estimate(0, 0)), new(2, 292, 0, new Estimate(0.96, 0.03), new Estimate(0.6, 0.07))];
        Assert.Equal(Verdict.Confirmed, EnsembleComparison.Of([Layer(1, vertex: 0), second], measured, "weights").Verdict);
        Assert.Equal(Verdict.Refuted, EnsembleComparison.Of([Layer(1, vertex: 0), second with { Vertex = 4 }], measured, "weights").Verdict);
    }

    [Fact]
    public void LayersAfterOneOutOfReach_AreNotJudged_EvenIfTheyLookTame()
    {
        LayerStatistics[] measured = [.. Enumerable.Range(1, 4).Select(l => new LayerStatistics(l, 100, 0, new Estimate(9, 0.01), new Estimate(9, 0.1)))];
        FlowLayer[] theory = [Layer(1, 0) with { K = 9, Metric = 9 }, Layer(2, 9) with { K = 9, Metric = 9 }, Layer(3, 9) with { RelativeFluctuation = 0.5 }, Layer(4, 1)];
        Assert.Equal(Verdict.Confirmed, EnsembleComparison.Of(theory, measured, "weights").Verdict);
    }

    [Fact]
    public void DifferentDepths_AreAnError() =>
        Assert.Throws<ArgumentException>(() => EnsembleComparison.Of([Layer(1, 0), Layer(2, 1)], [new(1, 100, 0, new Estimate(1, 0), new Estimate(0, 0))], "weights"));

    private static FlowLayer Layer(int layer, double vertex) => new(layer, 1, 1, vertex, 1, 1, 0, 0, 0, vertex / 100);

    private static IReadOnlyList<FlowLayer> Flow(string activation, PlainLaw options) =>
        options.Flow(new ExpectationEvaluator(Activation.Parse(activation)));

    private static IReadOnlyList<LayerStatistics> Measure(string activation, PlainLaw options, string sampler, int models) =>
        Sample(activation, options, sampler, models).Statistics();

    private static EnsembleSample Sample(string activation, PlainLaw options, string sampler, int models)
    {
        PlainSampling sampling = new()
        {
            Activation = activation,
            Models = models,
            Width = options.Width,
            Depth = options.Depth,
            InputMetric = options.K1,
            Cw = options.Cw,
            Cb = options.Cb,
            Seed = 11,
        };
        return EnsembleSamplers.Parse(sampler).Draw(sampling);
    }
}

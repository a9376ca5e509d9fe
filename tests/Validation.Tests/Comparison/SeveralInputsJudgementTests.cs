using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow.TwoInputs;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using Theory.Validation.Tests.Sampling;

namespace Theory.Validation.Tests.Comparison;

public sealed class SeveralInputsJudgementTests
{
    public static TheoryData<ulong> HiddenByCb => [.. LongTests.Cases<ulong>([333383069, 2046487774], 1)];

    private static readonly NetworkInputs Three = NetworkInputs.Of([[1.0, 0.3], [0.2, -0.9], [-0.5, 0.4]]);

    [Theory]
    [InlineData("conditional", "tanh", 1.5, 0.1)]
    [InlineData("conditional", "relu", 2.0, 0.05)]
    [InlineData("conditional", "gelu", 1.9, 0.1)]
    [InlineData("conditional", "mrepu:2", 0.1, 0.0)]
    [InlineData("conditional", "tanh(2*z) + step(z-1/2)/4", 1.0, 0.1)]
    [InlineData("weights", "tanh", 1.5, 0.1)]
    [InlineData("weights", "relu", 2.0, 0.05)]
    public void ATrueTheory_IsConfirmed_AndEachWrongOneRefuted(string sampler, string activation, double cw, double cb)
    {
        // MRePU fluctuates more: at width 128 the expansion ends at layer 2.
        (PlainLaw flow, PlainSampling options) = Ensemble(cw, cb, activation == "mrepu:2" ? 512 : 128, models: sampler == "weights" ? 3000 : 15_000);
        EnsembleStatistics statistics = Observe(sampler, activation, options);
        Prediction theory = Predict(activation, flow, options);
        SeveralInputsJudgement judgement = Judge(theory, statistics, options);
        Assert.Equal((Verdict.Confirmed, 15), (judgement.Verdict, judgement.Comparisons.Count));
        Assert.Equal(["G_12", "V_(12)(12)", "V_(11)(22)", "V_(11)(12)", "V_(12)(22)"], judgement.Comparisons.Take(5).Select(c => c.Name));

        // All that the expansion reaches is judged.
        Assert.All(judgement.Comparisons, c => Assert.InRange(c.Judged.Degrees, 2, 3));

        // A weight variance that is three per cent off.
        SeveralInputsJudgement heavier = Judge(Predict(activation, flow with { Cw = 1.03 * cw }, options), statistics, options);
        Assert.Equal(Verdict.Refuted, heavier.Verdict);
        Assert.StartsWith("REFUTED: ", heavier.Sentence, StringComparison.Ordinal);

        // The vertex of one input instead of that of the pair.
        SeveralInputsJudgement single = Judge(theory, statistics, options, v => new PairVertex(v.V1111, v.V1111, v.V1111, v.V1111, v.V1111, v.V1111));
        Assert.Equal((Verdict.Refuted, InputsQuantity.Vertex), (single.Verdict, single.Least!.Quantity));

        // A vertex of the pair that is a quarter too large, which only V_(12)(12) of all pairs can tell in every case.
        SeveralInputsJudgement larger = Judge(theory, statistics, options, v => v with { V1212 = 1.25 * v.V1212 });
        Assert.Equal((Verdict.Refuted, InputsQuantity.Vertex), (larger.Verdict, larger.Least!.Quantity));
        Assert.Equal(larger.Least.Indices[0], larger.Least.Indices[2]);
        Assert.Equal(larger.Least.Indices[1], larger.Least.Indices[3]);
    }

    [Fact]
    public void TheMetricOfInfiniteWidth_IsRefuted_WhereFiniteWidthTells()
    {
        (PlainLaw flow, PlainSampling options) = Ensemble(0.7, 0, width: 200, models: 400_000);
        (flow, options) = (flow with { Depth = 3 }, options with { Depth = 3, Inputs = NetworkInputs.Of([[1, 0.1], [1, -0.2]]) });
        EnsembleStatistics statistics = Observe("conditional", "z + z^2/2", options);
        Prediction theory = Predict("z + z^2/2", flow, options);
        SeveralInputsJudgement judgement = Judge(theory, statistics, options);
        Assert.Equal(Verdict.Confirmed, judgement.Verdict);
        SeveralInputsJudgement infinite = Judge(theory, statistics, options, correction: _ => default);
        Assert.Equal((Verdict.Refuted, InputsQuantity.Metric), (infinite.Verdict, infinite.Least!.Quantity));
    }

    [Theory]
    [InlineData("tanh", 1.5, 0.1)]
    [InlineData("relu", 2.0, 0.1)]
    public void TheTangentKernelOfPairs_IsThatOfInfiniteWidth(string activation, double cw, double cb)
    {
        (PlainLaw flow, PlainSampling options) = Ensemble(cw, cb, width: 200, models: 2000);
        options = options with { Observe = Observables.TangentKernel };
        EnsembleStatistics statistics = Observe("weights", activation, options);
        SeveralInputsJudgement judgement = Judge(Predict(activation, flow, options), statistics, options);
        Assert.Equal(Verdict.Confirmed, judgement.Verdict);
        Assert.Equal(["Theta_12", "Theta_13", "Theta_23"], judgement.Comparisons.Where(c => c.Quantity == InputsQuantity.TangentKernel).Select(c => c.Name));

        // Learning rates that are a tenth off.
        SeveralInputsJudgement faster = Judge(Predict(activation, flow with { LambdaB = 1.1, LambdaW = 1.1 }, options), statistics, options);
        Assert.Equal((Verdict.Refuted, InputsQuantity.TangentKernel), (faster.Verdict, faster.Least!.Quantity));
    }

    [Fact]
    public void Probabilities_OfATrueTheory_AreNotTooSmallTooOften()
    {
        // 100 ensembles of 640 networks.
        (PlainLaw flow, PlainSampling options) = Ensemble(1.5, 0.1, width: 128, models: 640);
        Prediction theory = Predict("tanh", flow, options);
        double[] p = [.. Enumerable.Range(0, 100).Select(i =>
        {
            PlainSampling part = options with { FirstNetwork = 640L * i };
            return Judge(theory, Observe("conditional", "tanh", part), part).Probability;
        })];
        Assert.InRange(p.Count(x => x < 0.1), 1, 25);
        Assert.True(p.Min() > 1e-4);
    }

    [Theory]
    [MemberData(nameof(HiddenByCb))]
    public void TrueNetworks_WhoseCbHidesHowFastTheyVary_AreNotRefuted(ulong seed)
    {
        NetworkInputs inputs = NetworkInputs.Circle(3, 4.7);
        PlainSampling options = new() { Models = 392, Width = 3, Depth = 5, Inputs = inputs, Cw = 2.8, Cb = 21, Seed = seed };
        Prediction theory = Predict("cos(2*z)", new PlainLaw(1, 21, 2.8, 3, 5), options);
        Assert.Equal(Verdict.Confirmed, Judge(theory, Observe("conditional", "cos(2*z)", options), options).Verdict);
    }

    /// <summary>Few neurons are active at both inputs, so that in most ensembles none are, and the spread of the networks tells nothing.</summary>
    [Theory]
    [InlineData("max(0,z-2)", 3, 2.7, 0.8, 133, 2, 244310336)]
    [InlineData("max(0,z-2)", 3, 2.7, 0.8, 133, 2, 1381687489)]
    [InlineData("max(0,z)-0.3*max(0,-z-1)", 2, 0.68, 0.52, 32, 4, 58557148)]
    public void TrueNetworks_WhosePairsOfInputsSeldomMeet_AreNotRefuted(string activation, int inputs, double radius, double cw, int width, int depth, ulong seed)
    {
        PlainSampling options = new() { Models = 256, Width = width, Depth = depth, Inputs = NetworkInputs.Circle(inputs, radius), Cw = cw, Cb = 0, Seed = seed };
        Prediction theory = Predict(activation, new PlainLaw(1, 0, cw, width, depth), options);
        Assert.NotEqual(Verdict.Refuted, Judge(theory, Observe("conditional", activation, options), options).Verdict);
    }

    [Fact]
    public void EqualAndOppositeInputs_AndInputsWithoutLength_AreNoPairs()
    {
        PlainLaw flow = new(0.5, 0, 1.2, 64, 3);
        NetworkInputs inputs = NetworkInputs.Of([[1, 0], [-1, 0], [1, 0], [0, 0], [0, 1]]);
        IReadOnlyList<PairFlow> pairs = PairFlow.Of(flow.With(new ExpectationEvaluator(Activation.Parse("tanh"))), inputs, TestContext.Current.CancellationToken);
        Assert.Equal([(0, 4), (1, 4), (2, 4)], pairs.Select(p => (p.First, p.Second)));
    }

    [Fact]
    public void FewNetworks_DecideNothing()
    {
        (PlainLaw flow, PlainSampling options) = Ensemble(1.5, 0.1, width: 128, models: SeveralInputsJudgement.FewestMembers - 1);
        SeveralInputsJudgement judgement = Judge(Predict("tanh", flow, options), Observe("conditional", "tanh", options), options);
        Assert.Equal(Verdict.Undecided, judgement.Verdict);
        Assert.Equal(15, judgement.Comparisons.Count);
    }

    [Fact]
    public void BeyondEightInputs_TheMetricAndItsVariances_AreCompared()
    {
        (PlainLaw flow, PlainSampling options) = Ensemble(1.5, 0.1, width: 64, models: 400);
        options = options with { Inputs = NetworkInputs.Circle(9), Depth = 3 };
        SeveralInputsJudgement judgement = Judge(Predict("tanh", flow with { Depth = 3 }, options), Observe("conditional", "tanh", options), options);
        Assert.Equal(28 * 2, judgement.Comparisons.Count);
        Assert.Equal(Verdict.Confirmed, judgement.Verdict);
    }

    private static SeveralInputsJudgement Judge(
        Prediction theory, EnsembleStatistics statistics, PlainSampling options,
        Func<PairVertex, PairVertex>? vertex = null, Func<PairCorrection, PairCorrection>? correction = null)
    {
        IReadOnlyList<PairFlow> pairs =
        [
            .. theory.Pairs.Select(p => p with
            {
                Layers = [.. p.Layers.Select(l => l with
                {
                    Vertex = vertex is null || l.Vertex is null ? l.Vertex : vertex(l.Vertex.Value),
                    Correction = correction is null || l.Correction is null ? l.Correction : correction(l.Correction.Value),
                })],
            }),
        ];
        return SeveralInputsJudgement.Of(pairs, theory.Flows, statistics, options);
    }

    /// <summary>Expectations of two inputs by quadrature take longer than an ensemble: once for all that is judged by it.</summary>
    private static Prediction Predict(string activation, PlainLaw flow, PlainSampling options)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        NetworkInputs inputs = options.Inputs!;
        double[] metric = inputs.FirstKernel(flow.Cb, flow.Cw);
        return new Prediction(
            PairFlow.Of(flow.With(evaluator), inputs, TestContext.Current.CancellationToken),
            [.. Enumerable.Range(0, inputs.Count).Select(a => (flow with { K1 = metric[(a * inputs.Count) + a] }).Flow(evaluator))]);
    }

    private static (PlainLaw Flow, PlainSampling Options) Ensemble(double cw, double cb, int width, int models) => (
        new PlainLaw(1, cb, cw, width, 4),
        new PlainSampling
        {
            Models = models,
            Width = width,
            Depth = 4,
            Inputs = Three,
            Cw = cw,
            Cb = cb,
            Seed = 33,
        });

    private static EnsembleStatistics Observe(string sampler, string activation, PlainSampling options)
    {
        SamplingOptions ensemble = options with { Activation = activation };
        return EnsembleSamplers.Parse(sampler).Show(ensemble, new EnsembleStatistics(ensemble));
    }

    private sealed record Prediction(IReadOnlyList<PairFlow> Pairs, IReadOnlyList<FlowLayer>[] Flows);
}

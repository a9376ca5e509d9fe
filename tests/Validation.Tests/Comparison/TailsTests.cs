using Theory.Validation.Comparison;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using Theory.Validation.Tests.Sampling;

namespace Theory.Validation.Tests.Comparison;

/// <summary>True theories that were refuted: heavy tails that a large C_b hid, and signals that single precision does not hold.</summary>
public sealed class TailsTests
{
    // 16 of 200 seeds refuted it, 9, 42 and 69 among them, and the chi-squared of all layers 26 %.
    [Theory]
    [InlineData(9)]
    [InlineData(42)]
    [InlineData(69)]
    public void TailsBehindABias_AreNotJudged(ulong seed)
    {
        (EnsembleComparison layers, EnsembleJudgement judgement, _) = Compared("conditional", new PlainSampling { Activation = "repu:3", InputMetric = 0.3, Cb = 0.3, Cw = 0.2, Width = 16, Depth = 2, Models = 200, Seed = seed });
        Assert.Equal(Verdict.Undecided, layers.Verdict);
        Assert.Equal(Verdict.Undecided, judgement.Verdict);
        Assert.Contains("what fluctuates has heavy tails there", layers.Sentence, StringComparison.Ordinal);
    }

    // "Infinity sigma".
    [Fact]
    public void SignalsThatSinglePrecisionLoses_AreNotJudged_AndDoublePrecisionIsNamed()
    {
        (EnsembleComparison layers, EnsembleJudgement judgement, _) = Compared("weights", new PlainSampling { Activation = "relu", InputMetric = 1e-100, Cb = 0, Cw = 2, Width = 64, Depth = 4, Models = 400, Seed = 1 });
        Assert.Equal(Verdict.Undecided, layers.Verdict);
        Assert.Equal(Verdict.Undecided, judgement.Verdict);
        Assert.Contains("single precision ends there", layers.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void ABiasOverTameFluctuations_IsJudgedAsBefore()
    {
        (EnsembleComparison layers, EnsembleJudgement judgement, _) = Compared("conditional", new PlainSampling { Activation = "tanh", InputMetric = 1, Cb = 0.3, Cw = 1.5, Width = 64, Depth = 3, Models = 400, Seed = 1 });
        Assert.Equal(Verdict.Confirmed, layers.Verdict);
        Assert.Equal(Verdict.Confirmed, judgement.Verdict);
    }

    private static (EnsembleComparison Layers, EnsembleJudgement Judgement, ExpansionReach Reach) Compared(string sampler, SamplingOptions options)
    {
        EnsembleTheory theory = EnsembleTheory.Of(options);
        EnsembleStatistics statistics = EnsembleSamplers.Parse(sampler).Show(options, new EnsembleStatistics(options, [.. theory.Followed.Layers.Select(l => l.K)]));
        return theory.Compare(statistics, sampler);
    }
}

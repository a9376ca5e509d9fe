using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Facade;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Validation.Tests.Comparison;

public sealed class LawJudgementTests
{
    private const int Width = 6;
    private const int Depth = 4;

    private static readonly FlowOutcome<LawLayer> Law = MetricLaw.Compute(Network.Plain(Activation.Parse("relu"), Depth, Width, 0, 2), Signal.Kernel(1));

    /// <summary>The expansion in 1/n has no say at width 6; the law does.</summary>
    [Fact]
    public void TrueEnsembles_AreRefutedAtTheNominalRate()
    {
        LawJudgement[] judged = [.. Enumerable.Range(0, 300).Select(seed => Judge(400, 2, seed))];

        // Three layers each; 300 ensembles at 5 %, the factor for three dependent layers included: 15 at most, give or take 3.8.
        Assert.InRange(judged.Count(j => j.Probability < 0.05), 0, 30);
        Assert.InRange(judged.SelectMany(j => j.Layers).Count(l => l.Probability < 0.5), 320, 560);
        Assert.DoesNotContain(judged, j => j.Verdict != Verdict.Confirmed);
    }

    /// <summary>Two percent in C_W shift ln G by 0.02 a layer; with 100,000 networks shifts of 0.02 to 0.04 in one layer are refuted.</summary>
    [Fact]
    public void WeightsOfTwoPercentMore_AreRefuted()
    {
        LawJudgement wrong = Judge(100_000, 2 * 1.02, seed: 7);
        Assert.Equal(Verdict.Refuted, wrong.Verdict);
        Assert.StartsWith("REFUTED by the exact law", wrong.Sentence, StringComparison.Ordinal);
        Assert.All(wrong.Layers, l => Assert.InRange(l.Shift, 0.005, 0.06));
        Assert.Equal(Verdict.Confirmed, Judge(100_000, 2, seed: 7).Verdict);
    }

    /// <summary>
    /// Two neurons that saturate at once in a third of the networks: the law has an atom, which a band of frequencies smears, and says so in the errors of its probabilities.
    /// True networks are off by far more than their number allows, and are not refuted; networks that are wrong by more than the error are.
    /// </summary>
    [Theory]
    [InlineData(1.0, Verdict.Confirmed)]
    [InlineData(1.4, Verdict.Refuted)]
    public void WhatTheLawItselfMayBeOff_RefutesNobody(double factor, Verdict expected)
    {
        const double K1 = 4, Cw = 1.5;
        const int Networks = 40_000, Neurons = 2;
        FlowOutcome<LawLayer> law = MetricLaw.Compute(Network.Plain(Activation.Parse("hard_tanh"), 2, Neurons, 0, Cw), Signal.Kernel(K1));
        LogHistogram metrics = new();
        System.Random random = new(16);
        for (int i = 0; i < Networks; i++)
        {
            double Square() => Math.Min(1, -2 * K1 * Math.Log(1 - random.NextDouble()) * Math.Pow(Math.Cos(2 * Math.PI * random.NextDouble()), 2));
            metrics.Add(Math.Log(factor * Cw * (Square() + Square()) / Neurons));
        }

        LawJudgement judged = LawJudgement.Of(law, _ => (metrics, 0));
        double off = metrics.Edges().Max(e => Math.Abs(law.Layers[^1].Cumulative(Math.Exp(e.Logarithm)) - (e.Below / (double)Networks)));
        Assert.InRange(off, 4 / Math.Sqrt(Networks), 1);
        Assert.Equal(expected, judged.Verdict);
    }

    /// <summary>A lattice that is finer than any band of frequencies: step functions have the law of their counts, and true networks of forty neurons, whose distribution function has steps of a tenth, are not refuted.</summary>
    [Theory]
    [InlineData(0.15866, Verdict.Confirmed)]
    [InlineData(0.17, Verdict.Refuted)]
    public void StepFunctions_AreJudgedByTheirCounts(double share, Verdict expected)
    {
        const int Networks = 20_000, Neurons = 40;
        FlowOutcome<LawLayer> law = MetricLaw.Compute(Network.Plain(Activation.Parse("step(z-1)+1"), 2, Neurons, 0, 1), Signal.Kernel(1));
        LogHistogram metrics = new();
        System.Random random = new(17);
        for (int i = 0; i < Networks; i++)
        {
            metrics.Add(Math.Log(Enumerable.Range(0, Neurons).Average(_ => random.NextDouble() < share ? 4.0 : 1)));
        }

        LawJudgement judged = LawJudgement.Of(law, _ => (metrics, 0));
        Assert.Equal(expected, judged.Verdict);
        Assert.InRange(judged.Layers[0].Shift, 1e-6, 0.1);
    }

    /// <summary>Narrow networks whose law is wide (MRePU, and GELU, few neurons of which are nearly silent): the effort sufficed for their second layer only.</summary>
    [Theory]
    [InlineData("mrepu:2", 0.005, 1, 6)]
    [InlineData("gelu", 1, 2, 6)]
    public void NarrowNetworks_AreJudgedInAllLayers(string activation, double k1, double cw, int width)
    {
        const int Layers = 4;
        var theory = EffectiveTheory.Of(activation);
        Network law = Network.Plain(Activation.Parse(activation), Layers, width, 0, cw);
        LawJudgement? judged = theory.Sample(law, k1, models: 400, seed: 3, cancellation: TestContext.Current.CancellationToken).Law;
        Assert.Equal(Verdict.Confirmed, judged?.Verdict);
        Assert.Equal(Layers, judged!.Layers[^1].Layer);
    }

    /// <summary>
    /// Metrics over hundreds of powers of ten: s(z) = z^5 of a small z is 0 in single precision, z - tanh(z) has no digits, and logarithms go on where laws know only how many networks are beyond doubles. True networks
    /// were refuted at 12 sigma and more.
    /// </summary>
    [Theory]
    [InlineData("z^5", 0.001, 6)]
    [InlineData("repu:3", 0.1, 5)]
    [InlineData("tanh_shrink", 5.5, 10)]
    public void NetworksBeyondTheRangeOfPrecision_AreNotRefuted(string activation, double cw, int width)
    {
        Network law = Network.Plain(Activation.Parse(activation), 6, width, 0, cw);
        LawJudgement? judged = EffectiveTheory.Of(activation).Sample(law, k1: 1, models: 1000, seed: 1, cancellation: TestContext.Current.CancellationToken).Law;
        Assert.Equal(Verdict.Confirmed, judged?.Verdict);
        Assert.Equal(6, judged!.Layers[^1].Layer);
    }

    /// <summary>A metric that does not fluctuate shows every shift that is larger than a bin.</summary>
    [Fact]
    public void AMetricThatIsCertain_HidesNoShift()
    {
        FlowOutcome<LawLayer> law = MetricLaw.Compute(Network.Plain(Activation.Parse("sign"), 2, Width, 0, 1.7), Signal.Kernel(1));
        LogHistogram metrics = new();
        for (int i = 0; i < 400; i++)
        {
            metrics.Add(Math.Log(1.7));
        }

        Assert.InRange(LawJudgement.Of(law, _ => (metrics, 0)).Layers[0].Shift, 1e-6, 2.0 / LogHistogram.BinsPerUnit);
    }

    private static LawJudgement Judge(int networks, double cw, int seed)
    {
        LogHistogram[] layers = [.. Enumerable.Range(0, Depth + 1).Select(_ => new LogHistogram())];
        System.Random random = new(seed);
        for (int i = 0; i < networks; i++)
        {
            double g = 1;
            layers[1].Add(0);
            for (int layer = 2; layer <= Depth; layer++)
            {
                double sum = 0;
                for (int j = 0; j < Width; j++)
                {
                    // Half of the neurons are active, and have an exponential and a cosine for a squared normal number.
                    double angle = Math.Cos(2 * Math.PI * random.NextDouble());
                    sum += random.NextDouble() < 0.5 ? 0 : -2 * Math.Log(1 - random.NextDouble()) * angle * angle;
                }

                g *= cw * sum / Width;
                layers[layer].Add(Math.Log(g));
            }
        }

        return LawJudgement.Of(Law, l => (layers[l], 0));
    }
}

using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.ExactLaw;
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

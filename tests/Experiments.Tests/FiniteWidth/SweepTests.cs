using System.Text.Json.Nodes;
using Theory.Experiments.FiniteWidth;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests.FiniteWidth;

public sealed class SweepTests
{
    private static readonly SweepSetting Tanh = new("tanh", 0.1, 1.5, 3);
    private static readonly int[] Widths = [16, 32, 64, 128, 256, 512];

    public SweepTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void TrainedNetworks_DeviateFromInfiniteWidthByThePredictedTerm()
    {
        SweepWork work = new("test", new ExperimentSettings(ExperimentPreset.Smoke, 3, TorchDevice.Cpu, 1L << 30), [new(Tanh, 16, 2048, 20_000), new(Tanh, 32, 2048, 20_000)]);
        JsonObject[] shards = [.. Enumerable.Range(0, work.ShardCount).Select(i => work.Compute(i, new Progress<double>(), TestContext.Current.CancellationToken))];
        SweepSeries[] all = [.. SweepExperiment.Series(work.Outcomes(shards))];
        Assert.Equal(4, all.Length);
        foreach (SweepSeries series in all)
        {
            for (int i = 0; i < 2; i++)
            {
                // Of the order 1/n^2: with a coefficient of a few times that of 1/n.
                double expected = series.Coefficient / series.Widths[i];
                Assert.Equal(expected, series.Deviations[i].Value, (4.5 * series.Deviations[i].StandardError) + (6.0 / series.Widths[i] * Math.Abs(expected)));
            }
        }

        // A control: the means are known to be there.
        Assert.All(all.Where(s => !s.IsVariance), s => Assert.True(Math.Abs(s.Deviations[1].Value) > 8 * s.Deviations[1].StandardError));
    }

    [Fact]
    public void NetworksWithTheKernelOfInfiniteWidth_MoveAsPredictedAtEveryStart()
    {
        SweepTheory theory = SweepTheory.Of(Tanh);
        (double training, double test) = theory.WithInfiniteWidth(0, 0);
        Assert.Equal(theory.Outputs[0].Mean, training, 1e-12);
        Assert.Equal(theory.Outputs[1].Mean, test, 1e-12);

        // Outputs are linear in those at the start, and their variance follows.
        (double k11, double k21, double k22) = (0.9, 0.3, 0.7);
        (double a, double b) = (theory.WithInfiniteWidth(1, 0).Training - training, theory.WithInfiniteWidth(1, 0).Test - test);
        (double zero, double one) = (theory.WithInfiniteWidth(0, 1).Training - training, theory.WithInfiniteWidth(0, 1).Test - test);
        Assert.Equal(0, zero, 1e-12);
        Assert.Equal(1, one, 1e-12);
        (double first, double second) = theory.ExcessVariance(k11, k21, k22);
        Assert.Equal(a * a * k11, first + theory.Outputs[0].Variance, 1e-12);
        Assert.Equal((b * b * k11) + (2 * b * k21) + k22, second + theory.Outputs[1].Variance, 1e-12);
    }

    [Theory]
    [InlineData(1, 3, true, true, true)]
    [InlineData(1.3, 0, false, true, false)]
    [InlineData(0, 20, false, false, false)]
    public void Claims_FollowTheNumbers(double first, double second, bool coefficients, bool deviations, bool rest)
    {
        Claim[] claims = [.. SweepClaims.Of([.. SweepExperiment.Series([.. Widths.Select(n => Outcome(n, first, second))])])];
        Assert.Equal([coefficients, deviations, rest], claims.Select(c => c.Holds));
    }

    [Fact]
    public void WithTwoWidths_NothingIsDecided() =>
        Assert.All(SweepClaims.Of([.. SweepExperiment.Series([Outcome(16, 1, 3), Outcome(32, 1, 3)])]).Take(1), c => Assert.Null(c.Holds));

    [Fact]
    public void Deviations_AreThoseOfBothParts()
    {
        foreach (SweepSeries series in SweepExperiment.Series([.. Widths.Select(n => Outcome(n, 1, 3))]))
        {
            for (int i = 0; i < Widths.Length; i++)
            {
                double n = Widths[i];
                Assert.Equal(series.Coefficient * ((1 / n) + (3 / (n * n))), series.Deviations[i].Value, 1e-9 * Math.Abs(series.Coefficient));
            }

            Estimate measured = series.MeasuredCoefficient();
            Assert.Equal(series.Coefficient, measured.Value, measured.StandardError);
            Assert.True(series.FitProbability() > 0.5);
        }
    }

    /// <summary>Deviations c (first/n + second/n^2) of all moments, half of each part, with small errors.</summary>
    private static SweepOutcome Outcome(int n, double first, double second)
    {
        const int Blocks = 32;
        const int Count = 100;
        SweepTheory theory = SweepTheory.Of(Tanh with { Layers = 2 });
        double factor = (first / n) + (second / ((double)n * n));
        double[] means = [.. theory.Outputs.Select(o => o.MeanCorrection * factor)];
        double[] variances = [.. theory.Outputs.Select(o => o.VarianceCorrection * factor)];
        SweepBlock[] half = [.. Enumerable.Range(0, Blocks).Select(b =>
        {
            double noise = 1 + ((b % 2 == 0 ? 1 : -1) * 1e-3);
            return new SweepBlock(
                Count,
                [.. means.Select(m => Count * m * noise / 2)],
                [.. variances.Select((v, p) => Count * ((v * noise) + (means[p] * means[p])) / 2)]);
        })];
        return new SweepOutcome(new SweepEnsemble(Tanh with { Layers = 2 }, n, Blocks * Count, Blocks * Count), theory, new SweepRecord(half, half, 0));
    }
}

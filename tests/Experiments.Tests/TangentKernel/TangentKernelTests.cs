using System.Text.Json.Nodes;
using Theory.Experiments.TangentKernel;
using Theory.Validation.Comparison;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests.TangentKernel;

public sealed class TangentKernelTests
{
    private static readonly TangentKernelSetting Erf = new("erf", "erf", 0.1, 1.5, LastLayerOnly: false);

    private static readonly Lazy<IReadOnlyList<TangentKernelOutcome>> ErfOfThreeWidths = new(() => Train(Erf, [(16, 4096), (32, 4096), (64, 2048)], [20]));

    public TangentKernelTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("tanh", 1.5)]
    [InlineData("relu", 2.0)]
    public void TrainedNetworks_HaveMeanAndVarianceOfInfiniteWidth_AndNotOfThePosterior(string activation, double cw)
    {
        TangentKernelOutcome outcome = Train(new TangentKernelSetting(activation, activation, 0.1, cw, LastLayerOnly: false), [(160, 512)], [15, 120])[0];
        Assert.Equal(0, outcome.Diverged);
        for (int c = 0; c < 2; c++)
        {
            Assert.InRange(outcome.JudgeMeans(c, outcome.Theory.After(outcome.Checkpoints[c])).Sigma, 0, EnsembleComparison.RefutingSigma);
            Assert.InRange(outcome.JudgeVariances(c, outcome.Theory.After(outcome.Checkpoints[c])).Sigma, 0, EnsembleComparison.RefutingSigma);
        }

        // Wrong predictions: the posterior, which knows the kernel alone; an eighth of the training; the variance of the end of training.
        Assert.True(outcome.JudgeMeans(1, outcome.Theory.Posterior).Sigma > EnsembleComparison.RefutingSigma);
        Assert.True(outcome.JudgeMeans(1, outcome.Theory.After(15)).Sigma > EnsembleComparison.RefutingSigma);
        Assert.True(outcome.JudgeVariances(0, outcome.Theory.End).Sigma > EnsembleComparison.RefutingSigma);
    }

    [Fact]
    public void NetworksWhoseLastLayerIsTrainedToTheEnd_AreSamplesOfThePosterior()
    {
        TangentKernelOutcome outcome = Train(Erf with { LastLayerOnly = true }, [(256, 512)], [400])[0];
        Assert.InRange(outcome.JudgeMeans(0, outcome.Theory.Posterior).Sigma, 0, EnsembleComparison.RefutingSigma);
        Assert.InRange(outcome.JudgeVariances(0, outcome.Theory.Posterior).Sigma, 0, EnsembleComparison.RefutingSigma);

        // What training all layers would lead to.
        Assert.True(outcome.JudgeMeans(0, TangentKernelTheory.Of(Erf, TangentKernelWork.Layers, CircleTask.TestAngles).End).Sigma > EnsembleComparison.RefutingSigma);
    }

    [Fact]
    public void Deviations_FallLikeTheInverseWidth()
    {
        IReadOnlyList<TangentKernelOutcome> widths = ErfOfThreeWidths.Value;
        double[] pattern = widths[0].MeanDeviations(0);
        PowerLawFit fit = PowerLawFit.Of(widths.Select(o => o.MeanDeviation(0, pattern) is var d ? ((double)o.Ensemble.Width, d.Value, d.StandardError) : default));
        Assert.Equal(3, fit.Points);
        Assert.InRange(fit.StandardError, 0, 0.1);

        // The order 1/n^2 at width 16 makes it a little steeper or flatter.
        Assert.Equal(-1, fit.Exponent, (4 * fit.StandardError) + 0.1);
    }

    [Fact]
    public void Deviations_AreThePredictedTermOfOrderOneOverN_AndWhatIsLeftFallsFaster()
    {
        TangentKernelComparison comparison = new(ErfOfThreeWidths.Value);
        foreach ((IReadOnlyList<Estimate> all, IReadOnlyList<Estimate> left) in
            ((IReadOnlyList<Estimate>, IReadOnlyList<Estimate>)[])[(comparison.MeanDeviations(0), comparison.MeanRemainders(0)!), (comparison.VarianceDeviations(0), comparison.VarianceRemainders(0)!)])
        {
            for (int i = 0; i < all.Count; i++)
            {
                // Of the order 1/n^2: with a coefficient of a few times that of 1/n.
                double width = comparison.Widths[i].Ensemble.Width;
                Assert.InRange(Math.Abs(left[i].Value), 0, (4.5 * left[i].StandardError) + (5 / width * Math.Abs(all[i].Value)));
            }

            // A control: without the term the same bound is exceeded.
            Assert.Contains(Enumerable.Range(0, all.Count), i =>
                Math.Abs(all[i].Value) > (4.5 * left[i].StandardError) + (5.0 / comparison.Widths[i].Ensemble.Width * Math.Abs(all[i].Value)));
        }

        Assert.Null(new TangentKernelComparison(Train(new TangentKernelSetting("relu", "relu", 0.1, 2, false), [(8, 64), (16, 64), (24, 64)], [5])).MeanRemainders(0));
    }

    [Fact]
    public void MeanDeviation_IsThatOfThePlainMean_WithLessNoise()
    {
        TangentKernelOutcome outcome = Train(Erf, [(64, 1024)], [20])[0];
        for (int k = 0; k < CircleTask.TestPoints; k++)
        {
            double[] direction = [.. Enumerable.Range(0, CircleTask.TestPoints).Select(i => i == k ? 1.0 : 0)];
            Estimate plain = outcome.Mean(0, k);
            Estimate controlled = outcome.MeanDeviation(0, direction);
            Assert.InRange(controlled.StandardError, 0, 0.7 * plain.StandardError);
            Assert.InRange(Math.Abs(plain.Value - outcome.Theory.After(20).Mean[k, 0] - controlled.Value), 0, 4.5 * plain.StandardError);
        }
    }

    /// <summary>Before the first step f is c: what is predicted of f less c, with the term of order 1/n that both have from the metric, is 0.</summary>
    [Fact]
    public void BeforeTraining_NothingDiffers()
    {
        TangentKernelTheory theory = TangentKernelTheory.Of(Erf, 2, CircleTask.TestAngles);
        IReadOnlyList<(double[] Mean, double[] Variance)> corrections = theory.Corrections([0, 40])!;
        Assert.All(corrections[0].Mean.Concat(corrections[0].Variance), x => Assert.InRange(x, -1e-12, 1e-12));
        Assert.All(corrections[1].Mean.Concat(corrections[1].Variance), x => Assert.True(Math.Abs(x) > 1e-3));
    }

    private static IReadOnlyList<TangentKernelOutcome> Train(TangentKernelSetting setting, IReadOnlyList<(int Width, int Models)> sizes, IReadOnlyList<int> checkpoints)
    {
        var work = new TangentKernelWork(
            "test", new ExperimentSettings(ExperimentPreset.Smoke, 3, TorchDevice.Cpu, 1L << 30), [setting], sizes, checkpoints);
        JsonObject[] shards = [.. Enumerable.Range(0, work.ShardCount).Select(i => work.Compute(i, new Progress<double>(), TestContext.Current.CancellationToken))];
        return work.Outcomes(shards);
    }
}

using Theory.Experiments.Depths;
using Theory.Experiments.Figures;
using Theory.Experiments.Fitting;
using Theory.Validation.Devices;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests.Depths;

/// <summary>Predictions beside outcomes that are made up: each statement can come out either way.</summary>
public sealed class DepthsTests
{
    [Fact]
    public void TheIntervalOfARatio_ContainsItAboutAsOftenAsItSays()
    {
        // Losses exp(x), x normal with mean 0 or ln 2: the ratio of the medians is 1/2. 99.7% of intervals should contain it; the bootstrap of
        // a median of 25 is a little too narrow.
        const int Trials = 200;
        Random random = new(3);
        int outside = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            MedianRatio ratio = MedianRatio.Of(LogNormal(1), LogNormal(2));
            Assert.InRange(ratio.Ratio, ratio.Lower, ratio.Upper);
            outside += ratio.Lower > 0.5 || ratio.Upper < 0.5 ? 1 : 0;
        }

        Assert.InRange(outside, 0, Trials / 25);

        double[] LogNormal(double median) => [.. Enumerable.Range(0, 25).Select(_ => median * Math.Exp(
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    [Fact]
    public void ARatio_DecidesWhatIsClear_AndNothingElse()
    {
        double[] low = [.. Enumerable.Range(0, 25).Select(i => 1 + (0.01 * i))];
        double[] high = [.. low.Select(x => 2 * x)];
        double[] lost = [.. low.Select((x, i) => i < 20 ? double.PositiveInfinity : x)];
        Assert.Equal((true, false, null), (MedianRatio.Of(low, high).IsSmaller, MedianRatio.Of(high, low).IsSmaller, MedianRatio.Of(low, [.. low.Reverse()]).IsSmaller));
        Assert.Equal(new MedianRatio(1, 1, 1, 0, 0), MedianRatio.Of(low, low));
        Assert.Equal((20, 0), (MedianRatio.Of(low, lost).Wins, MedianRatio.Of(low, lost).Defeats));
        Assert.Equal((0.0, true), (MedianRatio.Of(low, lost).Ratio, MedianRatio.Of(low, lost).IsSmaller));
        Assert.True(double.IsPositiveInfinity(MedianRatio.Of(lost, low).Ratio));
        Assert.Equal(1, MedianRatio.Of(lost, lost).Ratio);
    }

    [Fact]
    public void Predictions_AreThoseOfTheFlow_AndSayWhereTheKernelExplodes()
    {
        FittingTheory relu = FittingTheory.Of(Setting(FittingCatalogue.ReLUOfPaper, 10));
        Assert.Equal(4 / 1024.0, relu.Last!.Value, 1e-12);
        Assert.Equal(1 / 1024.0, relu.GradientGrowth!.Value, 1e-12);
        Assert.Equal(1 / Math.Log(2), relu.CorrelationDepth, 1e-9);

        // V/(nK²) of ReLU is (L - 1)·5/n at every C_W: each layer adds (m₄ - g²)/g² = 5, to leading order.
        Assert.Equal(50.0 / FittingWork.Width, relu.Fluctuation!.Value, 1e-9);
        FittingTheory mrepu = FittingTheory.Of(Setting(FittingCatalogue.MRePUOfPaper, 10));
        Assert.InRange(mrepu.ExplodesIn!.Value, 4, 8);
        Assert.Equal((null, null, null), (mrepu.Last, mrepu.GradientGrowth, mrepu.Fluctuation));
        Assert.True(mrepu.CorrelationDepth < 0);
        Assert.Null(FittingTheory.Of(Setting(FittingCatalogue.MRePU, 10)).ExplodesIn);
    }

    [Theory]
    [InlineData(1e-3, 1e-2, true)]
    [InlineData(1e-2, 1e-3, false)]
    [InlineData(1e-2, 1e-2, true)]
    public void TheRecommendation_IsJudgedByEveryCase(double recommended, double paper, bool holds)
    {
        Claim[] claims = Claims(s => s.Label.Contains("paper", StringComparison.Ordinal) ? paper : recommended);
        Assert.All(claims[..4], c => Assert.Equal(holds, c.Holds));
    }

    [Fact]
    public void Explosions_AndFluctuations_AreJudgedByFailures()
    {
        // Kinds of networks, whatever the target; those whose kernel explodes are at infinity.
        Dictionary<(string, int), double> fluctuation = FittingCatalogue.OverDepths([TargetFunctions.Cubic], FittingCatalogue.Depths)
            .ToDictionary(s => (s.Label, s.HiddenLayers), s => FittingTheory.Of(s).Fluctuation ?? double.PositiveInfinity);
        Claim[] asPredicted = Claims(s => fluctuation[(s.Label, s.HiddenLayers)] > 2 ? double.NaN : 1e-3);
        Claim[] opposite = Claims(s => fluctuation[(s.Label, s.HiddenLayers)] > 2 ? 1e-3 : double.NaN);
        Assert.Equal((true, true), (asPredicted[4].Holds, asPredicted[5].Holds));
        Assert.Equal((false, false), (opposite[4].Holds, opposite[5].Holds));
        Assert.Null(Claims(_ => 1e-3)[5].Holds);
    }

    /// <summary>ReLU and GELU could not be told from their variants with the paper's C_W.</summary>
    [Fact]
    public void Failures_HaveAMarkerForEachKind()
    {
        FittingWork work = new("test", new ExperimentSettings(ExperimentPreset.Smoke, 1, TorchDevice.Cpu, 1L << 30), [.. FittingCatalogue.OverDepths([TargetFunctions.Cubic], FittingCatalogue.Depths)]);
        MarkerSeries[] kinds = [.. DepthsFigures.Failures(work, Rows(_ => 1e-3)).Series.OfType<MarkerSeries>()];
        Assert.True(kinds.Length > 5);
        Assert.Equal(kinds.Length, kinds.Select(k => k.Shape).Distinct().Count());
        Assert.Equal(kinds.Length, kinds.Select(k => k.Label).Distinct().Count());
    }

    private static FittingSetting Setting(string label, int hidden) =>
        FittingCatalogue.OverDepths([TargetFunctions.Cubic], [hidden]).Single(s => s.Label == label);

    private static Claim[] Claims(Func<FittingSetting, double> loss) => [.. DepthsClaims.Of(Rows(loss))];

    private static IReadOnlyList<DepthsRow> Rows(Func<FittingSetting, double> loss)
    {
        MemberStatistics nothing = MemberStatistics.Of([]);
        FittingOutcome Outcome(FittingSetting setting)
        {
            double least = loss(setting);
            return FittingOutcome.Of(setting, FittingWork.Target(setting), new FittingRecord(
                [.. Enumerable.Range(0, 25).Select(k => Network(least * (1 + (0.01 * k))))], [nothing], [nothing], null));
        }

        return DepthsRow.Of([.. FittingCatalogue.OverDepths([TargetFunctions.Cubic], FittingCatalogue.Depths).Select(Outcome)]);
    }

    private static FittedNetwork Network(double loss) => new([loss], loss, loss, loss, double.IsNaN(loss) ? 3 : null);
}

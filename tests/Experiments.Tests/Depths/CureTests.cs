using Theory.Experiments.Depths;
using Theory.Experiments.Fitting;
using Theory.Validation.Devices;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests.Depths;

/// <summary>MRePU about 0 and about its inflection: the networks, and verdicts on outcomes that are made up.</summary>
public sealed class CureTests
{
    private static readonly int[] Depths = [5, 30];

    [Fact]
    public void MRePUAtItsInflection_KeepsItsKernels_InsideTheBasin()
    {
        // z of the inflected one is 3 z of the unit about -2/3, for p = 2, and its basin ends at 1.5167.
        FittingSetting[] settings = [.. CureCatalogue.Of([TargetFunctions.Cubic], Depths)];
        foreach (int hidden in Depths)
        {
            FittingTheory started = FittingTheory.Of(settings.Single(s => s.Label == CureCatalogue.AtInflection && s.HiddenLayers == hidden));
            Assert.InRange(started.First, 0, 1.5167 / 9);
            Assert.Equal(0.1, started.Last!.Value, 0.005);
            Assert.InRange(started.Fluctuation!.Value, 0, 1);
        }
    }

    [Fact]
    public void CriticalMRePU_ExplodesInDeepNetworks_AndInflectedMRePUInNone()
    {
        FittingSetting[] settings = [.. CureCatalogue.Of([TargetFunctions.Cubic], Depths)];
        Assert.NotNull(FittingTheory.Of(settings.Single(s => s.Label == CureCatalogue.Critical && s.HiddenLayers == 30)).ExplodesIn);
        Assert.All(settings.Where(s => s.Label == FittingCatalogue.Inflected), s => Assert.Null(FittingTheory.Of(s).ExplodesIn));
    }

    [Fact]
    public void Identities_AreShared_ByNetworksOfTheSameActivationAlone()
    {
        FittingSetting[] settings = [.. CureCatalogue.Of([TargetFunctions.Cubic, TargetFunctions.Saddle], Depths)];
        Assert.All(settings.GroupBy(s => s.Identity), g => Assert.Single(g.Select(s => (s.Activation, s.Target, s.HiddenLayers)).Distinct()));
        Assert.Equal(settings.Select(s => (s.Activation, s.Target, s.HiddenLayers)).Distinct().Count(), settings.Select(s => s.Identity).Distinct().Count());
    }

    [Fact]
    public void FallingRates_ChangeTheOptimizerAlone()
    {
        FittingSetting[] falling = [.. CureCatalogue.Of([TargetFunctions.Cubic], Depths, CureCatalogue.FallingRate)];
        Assert.Equal(CureCatalogue.Of([TargetFunctions.Cubic], Depths), falling.Select(s => s with { RateFactor = null }));
        FittingWork work = new("rates", new ExperimentSettings(ExperimentPreset.Reduced, 1, TorchDevice.Cpu, 1L << 30) { LearningRate = 0.003 }, falling);
        Assert.All(falling, s => Assert.Equal(0.03 / s.HiddenLayers, work.OptimizerOf(s).LearningRate, 1e-15));
        Assert.Equal("adam (0.006 with 5 hidden layers, 0.001 with 30 hidden layers)", CureReport.Optimizer(work));
    }

    [Theory]
    [InlineData(1e-5, true)]
    [InlineData(10, false)]
    public void TheCure_IsJudgedByFailuresAndLosses(double cured, bool holds)
    {
        Claim[] claims = Claims(label => label is FittingCatalogue.Inflected or CureCatalogue.AtInflection ? cured : label == CureCatalogue.Critical ? double.NaN : 1e-3);
        Assert.True(claims[0].Holds);
        Assert.All(claims[1..], c => Assert.Equal(holds, c.Holds));
        Assert.False(Claims(_ => 1e-3)[0].Holds);
    }

    private static Claim[] Claims(Func<string, double> loss)
    {
        MemberStatistics nothing = MemberStatistics.Of([]);
        FittingOutcome[] outcomes = [.. CureCatalogue.Of([TargetFunctions.Cubic], Depths).Select(s => FittingOutcome.Of(s, TargetFunctions.Cubic, new FittingRecord(
            [.. Enumerable.Range(0, 25).Select(k => Network(loss(s.Label) * (1 + (0.01 * k))))], [nothing], [nothing], null)))];
        return [.. CureClaims.Of(DepthsRow.Of(outcomes))];
    }

    private static FittedNetwork Network(double loss) => new([loss], loss, loss, loss, double.IsNaN(loss) ? 3 : null);
}

using Theory.Activations;
using Theory.Expectations;
using Theory.Experiments.Fitting;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests.Fitting;

/// <summary>Verdicts on outcomes that are made up: each can come out either way.</summary>
public sealed class FittingClaimTests
{
    [Fact]
    public void Ranks_OfSeparateSets_AreDecisive_AndOfEqualOnes_AreNot()
    {
        double[] low = [.. Enumerable.Range(0, 25).Select(i => i + 0.5)];
        double[] high = [.. low.Select(x => x + 100)];
        Assert.Equal((1.0, true), (RankComparison.Of(low, high).Share, RankComparison.Of(low, high).IsSmaller));
        Assert.Equal((0.0, false), (RankComparison.Of(high, low).Share, RankComparison.Of(high, low).IsSmaller));
        Assert.Equal(new RankComparison(0.5, 0), RankComparison.Of(low, low));
        Assert.Equal(new RankComparison(0.5, 0), RankComparison.Of([double.PositiveInfinity], [double.PositiveInfinity]));

        // scipy.stats.mannwhitneyu([1, 2, 2, 4], [2, 3, 5, 6, 7], use_continuity=False, method='asymptotic'): U = 3, p = 0.08117.
        RankComparison textbook = RankComparison.Of([1, 2, 2, 4], [2, 3, 5, 6, 7]);
        Assert.Equal(1 - (3.0 / 20), textbook.Share, 1e-12);
        Assert.Equal(1.743955, textbook.Sigma, 1e-4);
    }

    [Fact]
    public void Polynomials_ConfirmThePapersOrder_OrContradictIt()
    {
        Assert.Equal([true, true, true, true, true, true, true, true], Holds(FittingClaims.OfPolynomials(Outcomes(mrepu: 1e-4, relu: 1e-3, gelu: 1e-2, repu: 10, paper: 1e-2))));
        Assert.Equal([false, false, false, false, false, false, false, false], Holds(FittingClaims.OfPolynomials(Outcomes(mrepu: 1e-2, relu: 1e-3, gelu: 1e-4, repu: 1e-4, paper: 1e-4, inflected: 10))));
        Assert.Equal([null, null, null, true, null, true, null, null], Holds(FittingClaims.OfPolynomials(Outcomes(mrepu: 1e-3, relu: 1e-3, gelu: 1e-3, repu: double.NaN, paper: 1e-3, inflected: 1e-3))));
    }

    [Fact]
    public void DifferentiableFunctions_ConfirmThePapersOrder_OrContradictIt()
    {
        Assert.Equal([true, true, false, true, true, true, true, true], Holds(FittingClaims.OfDifferentiable(Outcomes(mrepu: 1e-3, relu: 1e-4, gelu: 1e-2, repu: 10, paper: 1e-2))));
        Assert.Equal([false, false, true, false, false, false, false, false], Holds(FittingClaims.OfDifferentiable(Outcomes(mrepu: 1e-3, relu: 1e-2, gelu: 1e-4, repu: 1e-4, paper: 1e-5, inflected: 10))));
    }

    [Fact]
    public void Ensembles_HaveTheVariances_ThatTheCatalogueStates()
    {
        foreach (FittingSetting setting in FittingCatalogue.OverDepths([TargetFunctions.Cubic], FittingCatalogue.Depths))
        {
            ExpectationEvaluator evaluator = new(Activation.Parse(setting.Activation));
            switch (setting.Label)
            {
                case FittingCatalogue.MRePU:
                    Assert.InRange(Spread(evaluator, setting, setting.Cw), 1, 2);
                    Assert.True(Spread(evaluator, setting, 1.01 * setting.Cw) > 2);
                    break;
                case FittingCatalogue.ReLU or FittingCatalogue.GELU:
                    Assert.Contains(Classifier.Classify(evaluator).CriticalPoints, p => Math.Abs(p.Cw - setting.Cw) < 1e-6 && Math.Abs(p.Cb - setting.Cb) < 1e-6);
                    break;
                case FittingCatalogue.RePU:
                    Assert.Equal(1, Spread(evaluator, setting, setting.Cw), 1e-3);
                    break;
            }
        }
    }

    [Fact]
    public void Identities_AreShared_ByNetworksThatDifferInTheirVariancesAlone()
    {
        FittingSetting[] settings = [.. FittingCatalogue.OverDepths([.. TargetFunctions.All], FittingCatalogue.Depths)];
        foreach (IGrouping<int, FittingSetting> shared in settings.GroupBy(s => s.Identity))
        {
            Assert.Single(shared.Select(s => (s.Activation, s.Target, s.HiddenLayers)).Distinct());
        }

        Assert.Equal(settings.Select(s => (s.Activation, s.Target, s.HiddenLayers)).Distinct().Count(), settings.Select(s => s.Identity).Distinct().Count());
    }

    [Fact]
    public void NetworksOfThePapersDepth_AreThoseOfTheTables() =>
        Assert.All(FittingCatalogue.Of([.. TargetFunctions.All]).Where(s => s.Label != FittingCatalogue.Inflected), s => Assert.Contains(s, FittingCatalogue.OverDepths([.. TargetFunctions.All], [5])));

    [Fact]
    public void TheInflectedMRePU_IsStartedAsRecommended()
    {
        FittingSetting inflected = FittingCatalogue.Of(TargetFunctions.Cubic).Single(s => s.Label == FittingCatalogue.Inflected);
        var (cb, cw, ends) = RecommendedStart.Of(new ExpectationEvaluator(Activation.Parse(inflected.Activation)), inflected.HiddenLayers, FittingCatalogue.InputScale);
        Assert.Equal((cb, cw, ends), (inflected.Cb, inflected.Cw, inflected.Ends));
    }

    /// <summary>The factor within which the kernel stays of K(1), for inputs at the corners of the cube.</summary>
    private static double Spread(ExpectationEvaluator evaluator, FittingSetting setting, double cw)
    {
        double first = setting.Cb + (cw * FittingCatalogue.InputScale);
        (double k, double spread) = (first, 1);
        for (int layer = 1; layer <= setting.HiddenLayers; layer++)
        {
            k = setting.Cb + (cw * evaluator.Evaluate(Quantity.Kernel, k).Value);
            spread = Math.Max(spread, Math.Max(k / first, first / k));
        }

        return spread;
    }

    private static bool?[] Holds(IReadOnlyList<Claim> claims) => [.. claims.Select(c => c.Holds)];

    private static FittingOutcome[] Outcomes(double mrepu, double relu, double gelu, double repu, double paper, double inflected = 1e-5)
    {
        double[] losses = [mrepu, relu, gelu, 1, paper, repu, inflected];
        MemberStatistics nothing = MemberStatistics.Of([]);
        return [.. FittingCatalogue.Of(TargetFunctions.Cubic).Select((s, i) => FittingOutcome.Of(s, TargetFunctions.Cubic, new FittingRecord(
            [.. Enumerable.Range(0, 25).Select(k => Network(losses[i] * (1 + (0.01 * k))))], [nothing], [nothing], null)))];
    }

    private static FittedNetwork Network(double loss) => new([loss], loss, loss, loss, double.IsNaN(loss) ? 3 : null);
}

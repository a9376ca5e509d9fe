using Theory.Experiments.Fitting;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Depths;

/// <summary>An ensemble beside the advised one of the same activation, target and depth.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Theory">What was predicted for inputs of the mean scale.</param>
/// <param name="Against">The advised median loss divided by this one's, over pairs of networks; null when this is the advised one.</param>
internal sealed record AdviceRow(FittingOutcome Outcome, FittingTheory Theory, MedianRatio? Against)
{
    /// <summary>Networks that diverged or did not learn.</summary>
    public int Failed => Outcome.Failed;

    /// <summary>The median loss relative to the best constant's; infinite where half of them diverged.</summary>
    public double RelativeLoss => Outcome.RelativeLoss(0.5);

    /// <summary>All ensembles, in order.</summary>
    public static AdviceRow[] Of(IReadOnlyList<FittingOutcome> outcomes)
    {
        Dictionary<FittingSetting, FittingTheory> known = [];
        return [.. outcomes.Select(o => new AdviceRow(o, TheoryOf(o.Setting), o.Setting.Label == AdviceCatalogue.Advised ? null : MedianRatio.Of(Advised(o).RankedLosses, o.RankedLosses)))];

        FittingTheory TheoryOf(FittingSetting setting) => known.TryGetValue(setting with { Identity = 0 }, out FittingTheory? theory)
            ? theory
            : known[setting with { Identity = 0 }] = FittingTheory.Of(setting, AdviceCatalogue.InputScale);

        FittingOutcome Advised(FittingOutcome o) => outcomes.First(a => a.Setting.Label == AdviceCatalogue.Advised && a.Setting.Identity == o.Setting.Identity);
    }
}

using Theory.Experiments.Fitting;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Depths;

/// <summary>An ensemble: what was predicted of it, what happened, and how it compares with the recommended initialisation.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Theory">What was predicted.</param>
/// <param name="AgainstRecommended">
/// The median loss of the recommended initialisation of the same activation, target and depth, divided by this one's; null when this is the recommended one.
/// </param>
internal sealed record DepthsRow(FittingOutcome Outcome, FittingTheory Theory, MedianRatio? AgainstRecommended)
{
    private static readonly (string Paper, string Recommended)[] Pairs =
    [
        (FittingCatalogue.MRePUOfPaper, FittingCatalogue.MRePU),
        (FittingCatalogue.MRePUOfPaperSquared, FittingCatalogue.MRePU),
        (FittingCatalogue.ReLUOfPaper, FittingCatalogue.ReLU),
        (FittingCatalogue.GELUOfPaper, FittingCatalogue.GELU),
    ];

    /// <summary>The initialisations that are compared with the recommended one.</summary>
    public static IReadOnlyList<string> Compared { get; } = [.. Pairs.Select(p => p.Paper)];

    /// <summary>Networks that diverged or did not learn.</summary>
    public int Failed => Outcome.Failed;

    /// <summary>How many networks there are.</summary>
    public int Networks => Outcome.Record.Networks.Count;

    /// <summary>The median over all networks of the loss relative to the best constant's; infinite when half of them diverged.</summary>
    public double RelativeLoss => Outcome.RelativeLoss(0.5);

    /// <summary>All ensembles, in order.</summary>
    public static DepthsRow[] Of(IReadOnlyList<FittingOutcome> outcomes)
    {
        Dictionary<FittingSetting, FittingTheory> known = [];
        return [.. outcomes.Select(o => new DepthsRow(o, TheoryOf(o.Setting), Against(o)))];

        // The same for every target, where C_W is.
        FittingTheory TheoryOf(FittingSetting setting)
        {
            FittingSetting key = setting with { Target = "", Identity = 0 };
            return known.TryGetValue(key, out FittingTheory? theory) ? theory : known[key] = FittingTheory.Of(setting);
        }

        MedianRatio? Against(FittingOutcome o) => Pairs.Where(p => p.Paper == o.Setting.Label).Select(p => MedianRatio.Of(
            outcomes.First(r => r.Setting.Label == p.Recommended && r.Target == o.Target && r.Setting.HiddenLayers == o.Setting.HiddenLayers).RankedLosses,
            o.RankedLosses)).SingleOrDefault();
    }
}

using Theory.Experiments.Figures;

namespace Theory.Experiments.Fitting;

/// <summary>Tables 4 and 5, Figures 9 to 14: networks learn polynomials and functions of finite differentiability.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="title">What it is about.</param>
/// <param name="ensembles">The networks.</param>
/// <param name="claims">What is stated about them.</param>
/// <param name="showsFits">Whether fits and derivatives are drawn, and not the losses alone.</param>
internal sealed class FittingExperiment(
    string name, string title, IReadOnlyList<FittingSetting> ensembles, Func<IReadOnlyList<FittingOutcome>, IReadOnlyList<Claim>> claims, bool showsFits) : TypedExperiment<FittingWork, FittingOutcome>
{
    public override string Name => name;

    public override string Title => title;

    protected override FittingWork Work(ExperimentSettings settings) => new FittingWork(name, settings, ensembles);

    protected override ExperimentReport Report(FittingWork work, IReadOnlyList<FittingOutcome> outcomes)
    {
        return new ExperimentReport(
            FittingReport.ToJson(work, outcomes),
            FittingReport.ToCsv(outcomes),
            FittingReport.ToText(work, outcomes),
            claims(outcomes),
            [.. outcomes.GroupBy(o => o.Target.Name).SelectMany((g, i) => Figures(work, [.. g], i + 1))]);
    }

    private IEnumerable<(string, Figure)> Figures(FittingWork work, IReadOnlyList<FittingOutcome> outcomes, int number)
    {
        yield return ($"loss-{number}", FittingFigures.Losses(work, outcomes));
        if (!showsFits)
        {
            yield break;
        }

        FittingOutcome[] drawn = [.. outcomes.Where(o => o.Loss.Members > 0
            && o.Setting.Label is FittingCatalogue.MRePU or FittingCatalogue.ReLU or FittingCatalogue.GELU or FittingCatalogue.Inflected)];
        yield return ($"fit-{number}", FittingFigures.Fit(work, drawn));
        yield return ($"derivative-{number}", FittingFigures.Derivative(work, drawn));
        if (outcomes[0].Target.Dimension == 1)
        {
            yield return ($"error-{number}", FittingFigures.Error(work, drawn));
            yield break;
        }

        yield return ($"target-{number}", FittingMaps.Target(outcomes[0].Target));
        foreach (FittingOutcome outcome in drawn)
        {
            yield return ($"error-{outcome.Setting.Label.ToLowerInvariant().Replace(' ', '-')}-{number}", FittingMaps.Error(work, outcome, FittingMaps.Limit(drawn)));
        }
    }
}

using System.Text.Json.Nodes;
using Theory.Experiments.Figures;
using Theory.Validation.Runs;

namespace Theory.Experiments.Fitting;

/// <summary>Tables 4 and 5, Figures 9 to 14: networks learn polynomials and functions of finite differentiability.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="title">What it is about.</param>
/// <param name="ensembles">The networks.</param>
/// <param name="claims">What is stated about them.</param>
/// <param name="showsFits">Whether fits and derivatives are drawn, and not the losses alone.</param>
internal sealed class FittingExperiment(
    string name, string title, IReadOnlyList<FittingSetting> ensembles, Func<IReadOnlyList<FittingOutcome>, IReadOnlyList<Claim>> claims, bool showsFits) : Experiment
{
    public override string Name => name;

    public override string Title => title;

    public override IShardedWork Work(ExperimentSettings settings) => new FittingWork(name, settings, ensembles);

    public override ExperimentReport Report(IShardedWork work, IReadOnlyList<JsonObject> shards)
    {
        FittingWork fitting = (FittingWork)work;
        IReadOnlyList<FittingOutcome> outcomes = fitting.Outcomes(shards);
        return new ExperimentReport(
            FittingReport.ToJson(fitting, outcomes),
            FittingReport.ToCsv(outcomes),
            FittingReport.ToText(fitting, outcomes),
            claims(outcomes),
            [.. outcomes.GroupBy(o => o.Target.Name).SelectMany((g, i) => Figures(fitting, [.. g], i + 1))]);
    }

    private IEnumerable<(string, Figure)> Figures(FittingWork work, IReadOnlyList<FittingOutcome> outcomes, int number)
    {
        yield return ($"loss-{number}", FittingFigures.Losses(work, outcomes));
        if (!showsFits)
        {
            yield break;
        }

        FittingOutcome[] drawn = [.. outcomes.Where(o => o.Loss.Members > 0
            && o.Setting.Label is FittingCatalogue.MRePU or FittingCatalogue.ReLU or FittingCatalogue.GELU)];
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
            yield return ($"error-{outcome.Setting.Label.ToLowerInvariant()}-{number}", FittingMaps.Error(work, outcome, FittingMaps.Limit(drawn)));
        }
    }
}

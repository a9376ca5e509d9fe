using Theory.Experiments.Fitting;

namespace Theory.Experiments.Depths;

/// <summary>Whether MRePU trains at any depth once it is started at its inflection.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="title">What it is about.</param>
/// <param name="targets">What is learned; the first alone but in the paper's size.</param>
/// <param name="depths">Hidden layers.</param>
/// <param name="rateFactor">The learning rate over that of the run by the number of hidden layers; null for 1.</param>
internal sealed class CureExperiment(
    string name, string title, IReadOnlyList<TargetFunction> targets, IReadOnlyList<int> depths, Func<int, double>? rateFactor = null) : TypedExperiment<FittingWork, FittingOutcome>
{
    public override string Name => name;

    public override string Title => title;

    public override string Source => "docs/cure.md";

    protected override FittingWork Work(ExperimentSettings settings) => new(
        name,
        settings,
        CureCatalogue.Of(settings.Choose<IReadOnlyList<TargetFunction>>([targets[0]], [targets[0]], targets), settings.Choose([3], depths, depths), rateFactor));

    protected override ExperimentReport Report(FittingWork work, IReadOnlyList<FittingOutcome> outcomes)
    {
        DepthsRow[] rows = DepthsRow.Of(outcomes);
        return new ExperimentReport(
            FittingReport.ToJson(work, outcomes),
            DepthsReport.ToCsv(rows),
            CureReport.ToText(work, rows),
            CureClaims.Of(rows),
            [.. rows.GroupBy(r => r.Outcome.Target.Name).Select((g, i) => ($"loss-{i + 1}", CureFigures.Losses(work, [.. g])))]);
    }
}

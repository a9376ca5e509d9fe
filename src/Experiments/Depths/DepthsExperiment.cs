using Theory.Experiments.Fitting;

namespace Theory.Experiments.Depths;

/// <summary>Theory meets training: what is predicted of networks of several depths, initialised in several ways, beside what they learn.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="title">What it is about.</param>
/// <param name="targets">What is learned.</param>
internal sealed class DepthsExperiment(string name, string title, IReadOnlyList<TargetFunction> targets) : TypedExperiment<FittingWork, FittingOutcome>
{
    public override string Name => name;

    public override string Title => title;

    protected override FittingWork Work(ExperimentSettings settings) => new FittingWork(
        name,
        settings,
        FittingCatalogue.OverDepths(
            settings.Choose<IReadOnlyList<TargetFunction>>([targets[0]], targets, targets),
            settings.Choose<IReadOnlyList<int>>([.. FittingCatalogue.Depths.Take(2)], FittingCatalogue.Depths, FittingCatalogue.Depths)));

    protected override ExperimentReport Report(FittingWork work, IReadOnlyList<FittingOutcome> outcomes)
    {
        DepthsRow[] rows = DepthsRow.Of(outcomes);
        return new ExperimentReport(
            FittingReport.ToJson(work, [.. rows.Select(r => r.Outcome)]),
            DepthsReport.ToCsv(rows),
            DepthsReport.ToText(work, rows),
            DepthsClaims.Of(rows),
            [
                .. rows.GroupBy(r => r.Outcome.Target.Name).Select((g, i) => ($"loss-{i + 1}", DepthsFigures.Losses(work, [.. g]))),
                ("failures", DepthsFigures.Failures(work, rows)),
            ]);
    }
}

using System.Text.Json.Nodes;
using Theory.Experiments.Fitting;
using Theory.Validation.Runs;

namespace Theory.Experiments.Depths;

/// <summary>Theory meets training: what is predicted of networks of several depths, initialised in several ways, beside what they learn.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="title">What it is about.</param>
/// <param name="targets">What is learned.</param>
internal sealed class DepthsExperiment(string name, string title, IReadOnlyList<TargetFunction> targets) : Experiment
{
    public override string Name => name;

    public override string Title => title;

    public override IShardedWork Work(ExperimentSettings settings) => new FittingWork(
        name,
        settings,
        FittingCatalogue.OverDepths(
            settings.Choose<IReadOnlyList<TargetFunction>>([targets[0]], targets, targets),
            settings.Choose<IReadOnlyList<int>>([.. FittingCatalogue.Depths.Take(2)], FittingCatalogue.Depths, FittingCatalogue.Depths)));

    public override ExperimentReport Report(IShardedWork work, IReadOnlyList<JsonObject> shards)
    {
        FittingWork fitting = (FittingWork)work;
        DepthsRow[] rows = DepthsRow.Of(fitting.Outcomes(shards));
        return new ExperimentReport(
            FittingReport.ToJson(fitting, [.. rows.Select(r => r.Outcome)]),
            DepthsReport.ToCsv(rows),
            DepthsReport.ToText(fitting, rows),
            DepthsClaims.Of(rows),
            [
                .. rows.GroupBy(r => r.Outcome.Target.Name).Select((g, i) => ($"loss-{i + 1}", DepthsFigures.Losses(fitting, [.. g]))),
                ("failures", DepthsFigures.Failures(fitting, rows)),
            ]);
    }
}

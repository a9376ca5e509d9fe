using Theory.Experiments.Fitting;

namespace Theory.Experiments.Depths;

/// <summary>Networks initialised as advised, by hand, and as frameworks do: which learn better.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="title">What it is about.</param>
/// <param name="targets">What is learned.</param>
internal sealed class AdviceExperiment(string name, string title, IReadOnlyList<TargetFunction> targets) : TypedExperiment<FittingWork, FittingOutcome>
{
    private static readonly int[] Depths = [3, 10];

    public override string Name => name;

    public override string Title => title;

    public override string Source => "theory recommend";

    protected override FittingWork Work(ExperimentSettings settings) => new(
        name,
        settings,
        AdviceCatalogue.Of(settings.Choose<IReadOnlyList<TargetFunction>>([targets[0]], targets, TargetFunctions.All), settings.Choose<IReadOnlyList<int>>([Depths[0]], Depths, Depths)));

    protected override ExperimentReport Report(FittingWork work, IReadOnlyList<FittingOutcome> outcomes)
    {
        AdviceRow[] rows = AdviceRow.Of(outcomes);
        return new ExperimentReport(
            FittingReport.ToJson(work, [.. rows.Select(r => r.Outcome)]), AdviceReport.ToCsv(rows), AdviceReport.ToText(work, rows), AdviceClaims.Of(rows), [("ratios", AdviceFigures.Ratios(work, rows))]);
    }
}

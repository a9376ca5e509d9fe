namespace Theory.Experiments.Residuals;

/// <summary>The paper's follow-up: MRePU, inflected MRePU, GELU and ReLU in networks with skips; kernels predicted, confirmed on drawn networks, and training on images.</summary>
internal sealed class ResidualExperiment(string name, string title) : TypedExperiment<ResidualWork, ResidualOutcome>
{
    private readonly ResidualCatalogue _catalogue = new();

    public override string Name => name;

    public override string Title => title;

    public override string Source => "theory recommend --network";

    public override bool HasDataSet => true;

    protected override ResidualWork Work(ExperimentSettings settings) => new(name, settings, _catalogue);

    protected override ExperimentReport Report(ResidualWork work, IReadOnlyList<ResidualOutcome> outcomes)
    {
        IReadOnlyList<ResidualComparison> all = ResidualComparison.Of(outcomes);
        return new ExperimentReport(
            ResidualReport.ToJson(work, outcomes),
            ResidualReport.ToCsv(outcomes),
            ResidualReport.ToText(work, all),
            ResidualClaims.Of(all),
            [
                ("errors", ResidualFigures.Errors(work, all)),
                .. all.GroupBy(c => c.Setting.Label).Select((g, i) => ($"kernels-{i + 1}", ResidualFigures.Kernels(work, [.. g]))),
            ]);
    }
}

using System.Text.Json.Nodes;

namespace Theory.Experiments.FiniteWidth;

/// <summary>Trained networks against infinite width and the term of order 1/n: ten activations, 2 to 6 layers, width 16 to 512.</summary>
internal sealed class SweepExperiment(string name, string title) : TypedExperiment<SweepWork, SweepOutcome>
{
    public override string Name => name;

    public override string Title => title;

    public override string Source => "the theory of finite width";

    protected override SweepWork Work(ExperimentSettings settings) => new(name, settings, SweepCatalogue.Ensembles(settings));

    protected override ExperimentReport Report(SweepWork work, IReadOnlyList<SweepOutcome> outcomes)
    {
        SweepSeries[] all = [.. Series(outcomes)];
        return new ExperimentReport(
            new JsonObject { ["ensembles"] = new JsonArray([.. all.Select(SweepReport.ToJson)]) },
            SweepReport.ToCsv(all),
            SweepReport.ToText(all, outcomes.Sum(o => o.Diverged)),
            [.. SweepClaims.Of(all)],
            [.. all.GroupBy(s => s.Setting.Activation).Select((g, i) => ($"widths-{i + 1}", SweepFigures.Widths(g.Key, [.. g])))]);
    }

    /// <summary>Mean and variance at both inputs for every law.</summary>
    public static IEnumerable<SweepSeries> Series(IReadOnlyList<SweepOutcome> outcomes) =>
        from law in outcomes.GroupBy(o => o.Ensemble.Setting)
        let widths = law.ToArray()
        from point in Enumerable.Range(0, SweepTask.Inputs.Count)
        from variance in (bool[])[false, true]
        select new SweepSeries(widths, point, variance);
}

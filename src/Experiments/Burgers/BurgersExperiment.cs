using System.Text.Json.Nodes;
using Theory.Experiments.Figures;
using Theory.Validation.Runs;

namespace Theory.Experiments.Burgers;

/// <summary>Physics-informed networks for Burgers' equation; one computation, seen in several ways.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="title">What it is about.</param>
/// <param name="size">How large it is.</param>
/// <param name="ensembles">The networks.</param>
/// <param name="claims">What is stated about them.</param>
/// <param name="figures">What is drawn.</param>
/// <param name="source">Whose statements these are.</param>
/// <param name="run">The experiment whose networks these are, if not its own: its run can be continued by this one, which then only draws.</param>
internal sealed class BurgersExperiment(
    string name,
    string title,
    Func<ExperimentSettings, BurgersSize> size,
    IReadOnlyList<BurgersSetting> ensembles,
    Func<IReadOnlyList<BurgersOutcome>, IReadOnlyList<Claim>> claims,
    Func<BurgersWork, IReadOnlyList<BurgersOutcome>, IReadOnlyList<(string Name, Figure Figure)>> figures,
    string source = "the paper",
    string? run = null) : Experiment
{
    public override string Name => name;

    public override string Title => title;

    public override string Source => source;

    public override bool HasLbfgs => true;

    public override IShardedWork Work(ExperimentSettings settings) => new BurgersWork(run ?? name, settings, size(settings), ensembles);

    public override ExperimentReport Report(IShardedWork work, IReadOnlyList<JsonObject> shards)
    {
        BurgersWork burgers = (BurgersWork)work;
        IReadOnlyList<BurgersOutcome> outcomes = burgers.Outcomes(shards);
        return new ExperimentReport(
            BurgersReport.ToJson(burgers, outcomes),
            BurgersReport.ToCsv(outcomes),
            BurgersReport.ToText(burgers, outcomes),
            claims(outcomes),
            figures(burgers, outcomes));
    }
}

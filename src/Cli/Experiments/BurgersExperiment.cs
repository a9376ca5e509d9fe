using System.Text.Json.Nodes;
using Theory.Cli.Figures;
using Theory.Validation.Experiments;
using Theory.Validation.Runs;

namespace Theory.Cli.Experiments;

/// <summary>Figures 15 to 17: physics-informed networks for Burgers' equation; one computation, seen in three ways.</summary>
internal sealed class BurgersExperiment(
    string name, string title, Func<BurgersWork, IReadOnlyList<BurgersOutcome>, IReadOnlyList<(string Name, Figure Figure)>> figures) : Experiment
{
    /// <summary>
    /// C_W of MRePU is the paper's; the others are the critical initialisations at K* = 0 or of scale invariance, and of GELU the one at K* > 0
    /// (PDLT section 5.3.4): the paper does not state its own.
    /// </summary>
    private static readonly BurgersSetting[] Ensembles =
    [
        new("GELU", "gelu", 1.98305826, 0.17292239),
        new("MRePU₂", "mrepu:2", 0.45, 0),
        new("ReLU", "relu", 2, 0),
        new("tanh", "tanh", 1, 0),
    ];

    public override string Name => name;

    public override string Title => title;

    public override IShardedWork Work(ExperimentSettings settings) => new BurgersWork(name, settings, Ensembles);

    public override ExperimentReport Report(IShardedWork work, IReadOnlyList<JsonObject> shards)
    {
        BurgersWork burgers = (BurgersWork)work;
        IReadOnlyList<BurgersOutcome> outcomes = burgers.Outcomes(shards);
        return new ExperimentReport(
            BurgersReport.ToJson(burgers, outcomes),
            BurgersReport.ToCsv(outcomes),
            BurgersReport.ToText(burgers, outcomes),
            BurgersClaims.Of(outcomes),
            figures(burgers, outcomes));
    }
}

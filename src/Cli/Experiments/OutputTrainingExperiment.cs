using System.Text.Json.Nodes;
using Theory.Cli.Charts;
using Theory.Validation.Experiments;
using Theory.Validation.Runs;

namespace Theory.Cli.Experiments;

/// <summary>Figures 3 and 8: the mean output of trained networks on test inputs against the target.</summary>
internal sealed class OutputTrainingExperiment(
    string name, string title, IReadOnlyList<TrainingSetting> ensembles, Func<IReadOnlyList<TrainingOutcome>, IReadOnlyList<Claim>> claims) : Experiment
{
    public override string Name => name;

    public override string Title => title;

    public override IShardedWork Work(ExperimentSettings settings) => new TrainingWork(name, settings, ensembles);

    public override ExperimentReport Report(IShardedWork work, IReadOnlyList<JsonObject> shards)
    {
        TrainingWork training = (TrainingWork)work;
        IReadOnlyList<TrainingOutcome> outcomes = training.Outcomes(shards);
        return new ExperimentReport(
            TrainingReport.ToJson(training, outcomes),
            TrainingReport.ToCsv(outcomes),
            TrainingReport.OutputTable(training, outcomes),
            claims(outcomes),
            [.. outcomes.Select((o, i) => (Name: $"outputs-{i + 1}", Outcome: o)).Where(o => o.Outcome.Trained > 0).Select(o => (o.Name, TrainingFigures.Outputs(training, o.Outcome)))]);
    }
}

using System.Text.Json.Nodes;
using Theory.Experiments.Figures;
using Theory.Validation.Runs;

namespace Theory.Experiments.Training;

/// <summary>An experiment that trains ensembles on a regression; what is shown of them is up to those derived from it.</summary>
internal abstract class TrainingExperiment(
    string name, string title, IReadOnlyList<TrainingSetting> ensembles, Func<IReadOnlyList<TrainingOutcome>, IReadOnlyList<Claim>> claims) : Experiment
{
    public sealed override string Name => name;

    public sealed override string Title => title;

    public sealed override IShardedWork Work(ExperimentSettings settings) => new TrainingWork(name, settings, ensembles);

    public sealed override ExperimentReport Report(IShardedWork work, IReadOnlyList<JsonObject> shards)
    {
        TrainingWork training = (TrainingWork)work;
        IReadOnlyList<TrainingOutcome> outcomes = training.Outcomes(shards);
        return new ExperimentReport(
            TrainingReport.ToJson(training, outcomes),
            TrainingReport.ToCsv(outcomes),
            Tables(training, outcomes),
            claims(outcomes),
            [.. outcomes.SelectMany((o, i) => o.Trained == 0 ? [] : Figures(training, o, i + 1))]);
    }

    /// <summary>The tables of all ensembles.</summary>
    protected abstract string Tables(TrainingWork work, IReadOnlyList<TrainingOutcome> outcomes);

    /// <summary>The figures of an ensemble of which networks were trained, by name; names end with its number.</summary>
    protected abstract IEnumerable<(string Name, Figure Figure)> Figures(TrainingWork work, TrainingOutcome outcome, int number);
}

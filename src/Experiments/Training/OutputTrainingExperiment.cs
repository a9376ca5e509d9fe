using Theory.Experiments.Figures;

namespace Theory.Experiments.Training;

/// <summary>Figures 3 and 8: the mean output of trained networks on test inputs against the target.</summary>
internal sealed class OutputTrainingExperiment(
    string name, string title, IReadOnlyList<TrainingSetting> ensembles, Func<IReadOnlyList<TrainingOutcome>, IReadOnlyList<Claim>> claims)
    : TrainingExperiment(name, title, ensembles, claims)
{
    protected override string Tables(TrainingWork work, IReadOnlyList<TrainingOutcome> outcomes) => TrainingReport.OutputTable(work, outcomes);

    protected override IEnumerable<(string Name, Figure Figure)> Figures(TrainingWork work, TrainingOutcome outcome, int number) =>
        [($"outputs-{number}", TrainingFigures.Outputs(work, outcome))];
}

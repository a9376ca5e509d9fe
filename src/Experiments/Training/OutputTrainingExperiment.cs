using Theory.Experiments.Figures;

namespace Theory.Experiments.Training;

/// <summary>Figures 3 and 8: the mean output of trained networks on test inputs against the target.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="title">What it is about.</param>
/// <param name="ensembles">The networks.</param>
/// <param name="claims">What is stated about them.</param>
/// <param name="run">The experiment whose networks these are, if not its own.</param>
internal sealed class OutputTrainingExperiment(
    string name,
    string title,
    IReadOnlyList<TrainingSetting> ensembles,
    Func<IReadOnlyList<TrainingOutcome>, IReadOnlyList<Claim>> claims,
    string? run = null)
    : TrainingExperiment(name, title, ensembles, claims, run)
{
    protected override string Tables(TrainingWork work, IReadOnlyList<TrainingOutcome> outcomes) => TrainingReport.OutputTable(work, outcomes);

    protected override IEnumerable<(string Name, Figure Figure)> Figures(TrainingWork work, TrainingOutcome outcome, int number) =>
        [($"outputs-{number}", TrainingFigures.Outputs(work, outcome))];
}

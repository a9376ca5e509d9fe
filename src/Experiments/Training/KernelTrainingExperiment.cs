using Theory.Experiments.Figures;

namespace Theory.Experiments.Training;

/// <summary>Tables 2 and 3, Figures 2 and 7: kernels, susceptibilities and vertices of networks while they are trained.</summary>
internal sealed class KernelTrainingExperiment(
    string name, string title, IReadOnlyList<TrainingSetting> ensembles, Func<IReadOnlyList<TrainingOutcome>, IReadOnlyList<Claim>> claims)
    : TrainingExperiment(name, title, ensembles, claims)
{
    protected override string Tables(TrainingWork work, IReadOnlyList<TrainingOutcome> outcomes) =>
        string.Join(Environment.NewLine, outcomes.Select(Tables)) + Environment.NewLine + TrainingReport.OutputTable(work, outcomes);

    protected override IEnumerable<(string Name, Figure Figure)> Figures(TrainingWork work, TrainingOutcome outcome, int number)
    {
        yield return ($"kernel-{number}", TrainingFigures.Kernel(work, outcome));
        if (IsMRePU(outcome))
        {
            yield return ($"chi-perp-{number}", TrainingFigures.ChiPerp(work, outcome));
            yield return ($"vertex-{number}", TrainingFigures.Vertex(work, outcome));
        }
    }

    private static bool IsMRePU(TrainingOutcome outcome) => outcome.Setting.Activation.Contains("mrepu", StringComparison.Ordinal);

    private static string Tables(TrainingOutcome outcome) =>
        outcome.Trained == 0 && outcome.Checkpoints[0].Layers[0].Kernel.Members == 0
        ? $"{outcome.Setting.Label}. Every network overflowed at initialisation." + Environment.NewLine
        : TrainingReport.KernelTable(outcome) + (IsMRePU(outcome) ? Environment.NewLine + TrainingReport.StatisticsTables(outcome) : "");
}

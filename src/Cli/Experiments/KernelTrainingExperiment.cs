using System.Text.Json.Nodes;
using Theory.Cli.Charts;
using Theory.Cli.Figures;
using Theory.Validation.Experiments;
using Theory.Validation.Runs;

namespace Theory.Cli.Experiments;

/// <summary>Tables 2 and 3, Figures 2 and 7: kernels, susceptibilities and vertices of networks while they are trained.</summary>
internal sealed class KernelTrainingExperiment(
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
            string.Join(Environment.NewLine, outcomes.Select(Tables)) + Environment.NewLine + TrainingReport.OutputTable(training, outcomes),
            claims(outcomes),
            [.. outcomes.SelectMany((o, i) => o.Trained == 0 ? [] : Figures(training, o, i + 1))]);
    }

    private static bool IsMRePU(TrainingOutcome outcome) => outcome.Setting.Activation.StartsWith("mrepu", StringComparison.Ordinal);

    private static string Tables(TrainingOutcome outcome) =>
        outcome.Trained == 0 && outcome.Checkpoints[0].Layers[0].Kernel.Members == 0
        ? $"{outcome.Setting.Label}. Every network overflowed at initialisation." + Environment.NewLine
        : TrainingReport.KernelTable(outcome) + (IsMRePU(outcome) ? Environment.NewLine + TrainingReport.StatisticsTables(outcome) : "");

    private static IEnumerable<(string, Figure)> Figures(TrainingWork work, TrainingOutcome outcome, int number)
    {
        yield return ($"kernel-{number}", TrainingFigures.Kernel(work, outcome));
        if (IsMRePU(outcome))
        {
            yield return ($"chi-perp-{number}", TrainingFigures.ChiPerp(work, outcome));
            yield return ($"vertex-{number}", TrainingFigures.Vertex(work, outcome));
        }
    }
}

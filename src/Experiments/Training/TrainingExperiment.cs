using Theory.Experiments.Figures;

namespace Theory.Experiments.Training;

/// <summary>An experiment that trains ensembles on a regression; what is shown of them is up to those derived from it.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="title">What it is about.</param>
/// <param name="ensembles">The networks.</param>
/// <param name="claims">What is stated about them.</param>
/// <param name="run">The experiment whose networks these are, if not its own: its run can be continued by this one, which then only draws.</param>
internal abstract class TrainingExperiment(
    string name,
    string title,
    IReadOnlyList<TrainingSetting> ensembles,
    Func<IReadOnlyList<TrainingOutcome>, IReadOnlyList<Claim>> claims,
    string? run = null) : TypedExperiment<TrainingWork, TrainingOutcome>
{
    public sealed override string Name => name;

    public sealed override string Title => title;

    protected sealed override TrainingWork Work(ExperimentSettings settings) => new TrainingWork(run ?? name, settings, ensembles);

    protected sealed override ExperimentReport Report(TrainingWork work, IReadOnlyList<TrainingOutcome> outcomes)
    {
        return new ExperimentReport(
            TrainingReport.ToJson(work, outcomes),
            TrainingReport.ToCsv(outcomes),
            Tables(work, outcomes),
            claims(outcomes),
            [.. outcomes.SelectMany((o, i) => o.Trained == 0 ? [] : Figures(work, o, i + 1))]);
    }

    /// <summary>The tables of all ensembles.</summary>
    protected abstract string Tables(TrainingWork work, IReadOnlyList<TrainingOutcome> outcomes);

    /// <summary>The figures of an ensemble of which networks were trained, by name; names end with its number.</summary>
    protected abstract IEnumerable<(string Name, Figure Figure)> Figures(TrainingWork work, TrainingOutcome outcome, int number);
}

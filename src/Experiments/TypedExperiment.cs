namespace Theory.Experiments;

/// <summary>An experiment whose computation and outcomes have types of their own; those of one family derive from it.</summary>
/// <typeparam name="TWork">The computation.</typeparam>
/// <typeparam name="TOutcome">What is found about an ensemble.</typeparam>
internal abstract class TypedExperiment<TWork, TOutcome> : Experiment
    where TWork : IEnsembleWork<TOutcome>
{
    public sealed override ExperimentComputation Of(ExperimentSettings settings)
    {
        TWork work = Work(settings);
        return new ExperimentComputation(work, shards => Report(work, work.Outcomes(shards)));
    }

    /// <summary>The computation of a given size.</summary>
    protected abstract TWork Work(ExperimentSettings settings);

    /// <summary>Tables, figures and verdict from the outcomes of all ensembles.</summary>
    protected abstract ExperimentReport Report(TWork work, IReadOnlyList<TOutcome> outcomes);
}

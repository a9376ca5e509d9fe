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
        return new ExperimentComputation(work, shards =>
        {
            try
            {
                return Report(work, work.Outcomes(shards));
            }
            catch (Exception error) when (error is IndexOutOfRangeException or ArgumentException or InvalidOperationException or KeyNotFoundException or NullReferenceException)
            {
                // Files of shards are from anywhere: lists may be too short, and names unknown.
                throw new UserInputException($"the shards do not hold what this experiment computes ({error.GetType().Name}); compute them again");
            }
        });
    }

    /// <summary>The computation of a given size.</summary>
    protected abstract TWork Work(ExperimentSettings settings);

    /// <summary>Tables, figures and verdict from the outcomes of all ensembles.</summary>
    protected abstract ExperimentReport Report(TWork work, IReadOnlyList<TOutcome> outcomes);
}

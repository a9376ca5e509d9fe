namespace Theory.Validation.Sampling;

/// <summary>Takes in networks one after the other, so that no ensemble need be kept.</summary>
/// <remarks>
/// Networks come in any order and from several threads, each with an observer of its own. Results are reproducible when they do not depend
/// on the order, as those of EnsembleStatistics do not.
/// </remarks>
public interface IEnsembleObserver
{
    /// <summary>An empty observer of the same kind, for another thread.</summary>
    public IEnsembleObserver Fork();

    /// <summary>Takes over what another observer of the same kind has seen.</summary>
    public void Merge(IEnsembleObserver other);

    /// <summary>Takes in one layer of one network; layers of a network come in order.</summary>
    public void Observe(LayerObservation observation);
}

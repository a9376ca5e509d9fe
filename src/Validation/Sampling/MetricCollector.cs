namespace Theory.Validation.Sampling;

/// <summary>Keeps Ghat(l) of every network, at the first input.</summary>
internal sealed class MetricCollector(int depth, long firstNetwork, int networks) : IEnsembleObserver
{
    /// <summary>By layer, then by network.</summary>
    public double[][] Metrics { get; } = [.. Enumerable.Range(0, depth).Select(_ => new double[networks])];

    // Every network has a place of its own, so that threads can share the arrays.
    public IEnsembleObserver Fork() => this;

    public void Merge(IEnsembleObserver other)
    {
        // Nothing to do, as there is only one.
    }

    public void Observe(LayerObservation observation) =>
        Metrics[observation.Layer - 1][observation.Network - firstNetwork] = observation.Metric(0, 0);
}

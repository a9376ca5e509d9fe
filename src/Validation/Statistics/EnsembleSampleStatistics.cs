using Theory.Validation.Sampling;

namespace Theory.Validation.Statistics;

/// <summary>Estimates from an ensemble whose metrics have all been kept.</summary>
public static class EnsembleSampleStatistics
{
    /// <summary>Kernel and vertex of each layer, in order, layer 1 first; its metric is K(1) for every network.</summary>
    public static IReadOnlyList<LayerStatistics> Statistics(this EnsembleSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        SamplingOptions options = sample.Options;
        return [.. Enumerable.Range(1, options.Network.Depth).Select(l => LayerStatistics.Of(l, options.FanIn(l), sample.Metric(l)))];
    }
}

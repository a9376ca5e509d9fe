namespace Theory.Validation.Statistics;

/// <summary>Means over networks at every layer.</summary>
public sealed class EnsembleMeans
{
    private readonly LayerMeans[] _layers;

    internal EnsembleMeans(LayerMeans[] layers) => _layers = layers;

    /// <summary>The number of layers.</summary>
    public int Depth => _layers.Length;

    /// <summary>The means at a layer, from 1.</summary>
    public LayerMeans this[int layer] => _layers[layer - 1];
}

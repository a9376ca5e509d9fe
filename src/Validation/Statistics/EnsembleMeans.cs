namespace Theory.Validation.Statistics;

/// <summary>Means over networks at every layer.</summary>
public sealed class EnsembleMeans
{
    private readonly LayerMeans[] layers;

    internal EnsembleMeans(LayerMeans[] layers) => this.layers = layers;

    /// <summary>The number of layers.</summary>
    public int Depth => layers.Length;

    /// <summary>The means at a layer, from 1.</summary>
    public LayerMeans this[int layer] => layers[layer - 1];
}

using Theory.Networks;

namespace Theory.Numerics.Architectures;

/// <summary>About how long kernels take, from what a covariance takes in each kind of layer, as measured on a slow core.</summary>
internal static class LayerCost
{
    private const double PerElement = 1.2e-8;
    private const double PerActivation = 1.5e-7;
    private const double PerEntry = 1e-8;

    /// <summary>Seconds on one thread.</summary>
    public static double Seconds(LayerSequence sequence, SignalShape shape, int inputs, bool allPairs)
    {
        double seconds = 0;
        foreach (Layer layer in sequence.Layers)
        {
            SignalShape after = Architecture.ShapeAfter(layer, shape);
            double entries = SiteLayout.CountOf(inputs, shape.Positions, allPairs);
            double next = SiteLayout.CountOf(inputs, after.Positions, allPairs);
            seconds += layer switch
            {
                Convolution convolution => next * convolution.Size.Aggregate(1.0, (a, b) => a * b) * PerElement,
                Pooling => entries * PerElement * (shape.Positions > 1 && after.Positions > 1 ? 4 : 1),
                Elementwise => entries * PerActivation,
                Residual residual => Seconds(residual.Body, shape, inputs, allPairs) + (residual.Projection is LayerSequence p ? Seconds(p, shape, inputs, allPairs) : 0) + (entries * PerEntry),
                Branches branches => branches.Sequences.Sum(s => Seconds(s, shape, inputs, allPairs)) + (entries * PerEntry),
                Repetition repetition => repetition.Count * Seconds(repetition.Body, shape, inputs, allPairs),
                _ => entries * PerEntry,
            };
            shape = after;
        }

        return seconds;
    }
}

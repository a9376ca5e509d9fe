namespace Theory.Networks;

/// <summary>Layers one after another.</summary>
public sealed class LayerSequence
{
    /// <summary>A sequence; none at all is the identity.</summary>
    public LayerSequence(IEnumerable<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Layers = [.. layers];
        IsFresh = Layers.Any(Refreshes);
    }

    /// <summary>The layers.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>True when the signal goes through weights somewhere, so that what comes out depends on what went in by its kernel only.</summary>
    public bool IsFresh { get; }

    /// <summary>The number of layers with repetitions written out, branches and bodies included.</summary>
    public long Size => Layers.Sum(SizeOf);

    /// <summary>The layers with repetitions at this level written out.</summary>
    public IEnumerable<Layer> Unrolled() => Layers.SelectMany(layer => layer is Repetition r ? Enumerable.Repeat(r.Body, r.Count).SelectMany(b => b.Unrolled()) : [layer]);

    /// <inheritdoc/>
    public override string ToString() => LayerText.Of(this);

    private static bool Refreshes(Layer layer) => layer switch
    {
        Linear or Convolution => true,
        Residual residual => residual.Projection is not null || residual.Alpha == 0,
        Branches branches => branches.Sequences.All(s => s.IsFresh),
        Repetition repetition => repetition.Body.IsFresh,
        _ => false,
    };

    private static long SizeOf(Layer layer) => layer switch
    {
        Residual residual => 1 + residual.Body.Size + (residual.Projection?.Size ?? 0),
        Branches branches => 1 + branches.Sequences.Sum(s => s.Size),
        Repetition repetition => repetition.Count * Math.Min(repetition.Body.Size, int.MaxValue),
        _ => 1,
    };
}

using Theory.Activations;

namespace Theory.Networks;

/// <summary>The activation s, applied to every neuron.</summary>
public sealed record Elementwise : Layer
{
    /// <summary>A layer of an activation.</summary>
    public Elementwise(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        Activation = activation;
    }

    /// <summary>s.</summary>
    public Activation Activation { get; }
}

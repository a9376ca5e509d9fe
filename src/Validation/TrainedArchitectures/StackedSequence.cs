using TorchSharp;

namespace Theory.Validation.TrainedArchitectures;

/// <summary>Layers one after another; none at all is the identity.</summary>
internal sealed class StackedSequence(IReadOnlyList<IStackedLayer> layers) : IStackedLayer
{
    /// <summary>The layers.</summary>
    public IReadOnlyList<IStackedLayer> Layers => layers;

    /// <inheritdoc/>
    public (torch.Tensor Signals, Backwards Backwards) Forwards(torch.Tensor x)
    {
        Stack<Backwards> steps = [];
        foreach (IStackedLayer layer in layers)
        {
            (x, Backwards step) = layer.Forwards(x);
            steps.Push(step);
        }

        return (x, gradients => steps.Aggregate(gradients, (g, step) => step(g)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IStackedLayer layer in layers)
        {
            layer.Dispose();
        }
    }
}

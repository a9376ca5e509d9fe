using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.TrainedArchitectures;

/// <summary>c x.</summary>
internal sealed class StackedScaling(double factor) : IStackedLayer
{
    /// <inheritdoc/>
    public (torch.Tensor Signals, Backwards Backwards) Forwards(torch.Tensor x) => (x.Times(factor), gradients => gradients.Times(factor));

    /// <inheritdoc/>
    public void Dispose()
    {
        // No parameters.
    }
}

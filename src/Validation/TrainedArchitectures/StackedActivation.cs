using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.TrainedArchitectures;

/// <summary>s(x).</summary>
internal sealed class StackedActivation(ITrainableActivation activation) : IStackedLayer
{
    /// <inheritdoc/>
    public (torch.Tensor Signals, Backwards Backwards) Forwards(torch.Tensor x)
    {
        (torch.Tensor value, torch.Tensor slope) = activation.ValueAndDerivative(x);
        return (value, gradients => gradients * slope);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // No parameters.
    }
}

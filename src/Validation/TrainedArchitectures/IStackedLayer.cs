using TorchSharp;

namespace Theory.Validation.TrainedArchitectures;

/// <summary>Gradients of the loss in front of a layer from those behind it; parameters on the way take their step.</summary>
internal delegate torch.Tensor Backwards(torch.Tensor gradients);

/// <summary>A layer of every network of a stack. Signals are [networks, neurons, samples], and gradients alike.</summary>
internal interface IStackedLayer : IDisposable
{
    /// <summary>Signals behind the layer, and the way back, which may be gone once. What they allocate belongs to the scope of the caller.</summary>
    public (torch.Tensor Signals, Backwards Backwards) Forwards(torch.Tensor x);
}

using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>Updates the parameters of a stack layer by layer, as their gradients become known.</summary>
/// <remarks>A gradient is used while it is in the cache and its memory freed before the next one is computed.</remarks>
public interface IOptimizer : IDisposable
{
    /// <summary>The lowest layer whose parameters it changes: what lies below keeps them, and its gradients are not needed. Default 1.</summary>
    public int LowestLayer => 1;

    /// <summary>Begins the next step; each layer is updated once in it.</summary>
    public void BeginStep();

    /// <summary>Updates one layer.</summary>
    /// <param name="layer">From 1 to L.</param>
    /// <param name="weights">The gradient of W, [networks, out, in].</param>
    /// <param name="biases">The gradient of b, [networks, 1, out].</param>
    public void Update(int layer, torch.Tensor weights, torch.Tensor biases);

    /// <summary>Forgets what is remembered of one network.</summary>
    /// <param name="network">Its position in the stack, from 0.</param>
    public void Clear(int network);
}

using TorchSharp;

namespace Theory.Validation.PhysicsInformed;

/// <summary>An activation's derivatives at every preactivation.</summary>
/// <param name="Value">s.</param>
/// <param name="First">s'.</param>
/// <param name="Second">s''.</param>
/// <param name="Third">s''', which the gradient of a loss with second derivatives contains.</param>
public sealed record TaylorDerivatives(torch.Tensor Value, torch.Tensor First, torch.Tensor Second, torch.Tensor Third) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Value.Dispose();
        First.Dispose();
        Second.Dispose();
        Third.Dispose();
    }
}

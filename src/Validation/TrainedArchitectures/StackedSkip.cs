using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.TrainedArchitectures;

/// <summary>alpha x + beta F(x), or alpha P(x) + beta F(x).</summary>
internal sealed class StackedSkip(double alpha, double beta, StackedSequence body, StackedSequence projection) : IStackedLayer
{
    /// <inheritdoc/>
    public (torch.Tensor Signals, Backwards Backwards) Forwards(torch.Tensor x)
    {
        (torch.Tensor skip, Backwards ofSkip) = projection.Forwards(x);
        (torch.Tensor f, Backwards ofBody) = body.Forwards(x);
        return (skip.Times(alpha).Plus(f.Times(beta)), gradients => ofSkip(gradients.Times(alpha)).Plus(ofBody(gradients.Times(beta))));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        body.Dispose();
        projection.Dispose();
    }
}

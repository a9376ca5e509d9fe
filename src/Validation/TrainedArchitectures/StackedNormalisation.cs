using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.TrainedArchitectures;

/// <summary>y = (x - m)/d over the neurons, m being their mean for layer normalisation and 0 for RMS normalisation, d their deviation from m.</summary>
/// <remarks>Backwards (g - ⟨g⟩ - y ⟨g y⟩)/d, without ⟨g⟩ for RMS normalisation. As in frameworks 1e-5 is added to d²; theory has no such number, and K is far above it.</remarks>
internal sealed class StackedNormalisation(bool isCentred) : IStackedLayer
{
    /// <summary>What is added to d², so that a signal that vanishes while it is trained does not end the training.</summary>
    public const double Epsilon = 1e-5;

    /// <inheritdoc/>
    public (torch.Tensor Signals, Backwards Backwards) Forwards(torch.Tensor x)
    {
        torch.Tensor centred = isCentred ? Less(x, Mean(x)) : x;
        torch.Tensor inverse = Mean(centred.Squared()).Plus(Epsilon).rsqrt();
        torch.Tensor y = centred * inverse;
        return (y, gradients =>
        {
            torch.Tensor along = Mean(gradients * y);
            torch.Tensor left = isCentred ? Less(gradients, Mean(gradients)) : gradients;
            return Less(left, y * along).mul_(inverse);
        }
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // No parameters.
    }

    private static torch.Tensor Mean(torch.Tensor x) => x.mean([1], keepdim: true);

    private static torch.Tensor Less(torch.Tensor a, torch.Tensor b) => a.Plus(b.neg());
}

using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>An activation with its derivative, as backpropagation needs them.</summary>
public interface ITrainableActivation
{
    /// <summary>The name under which results are reported.</summary>
    public string Name { get; }

    /// <summary>s(z), in a new tensor.</summary>
    public torch.Tensor Value(torch.Tensor z);

    /// <summary>s(z) and s'(z), in new tensors. At a kink the derivative is that from the left.</summary>
    public (torch.Tensor Value, torch.Tensor Derivative) ValueAndDerivative(torch.Tensor z);
}

using TorchSharp;

namespace Theory.Validation.PhysicsInformed;

/// <summary>An activation with the derivatives that Taylor propagation of second order and its gradient need.</summary>
public interface ITaylorActivation
{
    /// <summary>The name under which results are reported.</summary>
    public string Name { get; }

    /// <summary>s, s', s'' and s''' in new contiguous tensors; from the left at breakpoints, blind to jumps.</summary>
    /// <param name="z">Preactivations, contiguous.</param>
    public TaylorDerivatives Derivatives(torch.Tensor z);
}

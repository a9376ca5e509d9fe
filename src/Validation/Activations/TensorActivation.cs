using TorchSharp;

namespace Theory.Validation.Activations;

/// <summary>An activation as torch evaluates it.</summary>
/// <param name="Name">The name under which results are reported.</param>
/// <param name="Function">
/// s, applied to each element: the result has the argument's shape, type and device and element i depends on element i only. It may be
/// called from several threads at once, and with extra elements that are 0; it must not change its argument. What it allocates is
/// disposed for it.
/// </param>
public sealed record TensorActivation(string Name, Func<torch.Tensor, torch.Tensor> Function)
{
    /// <summary>s', under the same rules; null where it is not known.</summary>
    public Func<torch.Tensor, torch.Tensor>? Derivative { get; init; }

    /// <summary>
    /// p, when s(c z) = c^p s(z) for every c > 0: then ensembles without biases are followed by the logarithm of their metric, which does
    /// not overflow. Null, the default, for other activations.
    /// </summary>
    public double? Degree { get; init; }
}

using Theory.Validation.Activations;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Tests.Sampling;

/// <summary>Activations written out for torch, with numbers that outlive the operation (<see cref="NumberOperations"/>).</summary>
internal static class Activations
{
    public static readonly TensorActivation ReLU = new("relu", z => torch.nn.functional.relu(z));

    /// <summary>s(z) = z max(0, z + 1)^2.</summary>
    public static readonly TensorActivation MRePU2 = new("mrepu_2", z => z * z.Plus(1).AtLeast(0).Squared());

    public static TensorActivation Named(string name) => name switch
    {
        "relu" => ReLU,
        "mrepu_2" => MRePU2,
        "tanh" => new(name, z => z.tanh()),
        "sigmoid" => new(name, z => z.sigmoid()),
        "exp" => new(name, z => z.Squared().neg().exp()),
        "erf" => new(name, z => z.erf()),
        "sin" => new(name, z => z.sin()),
        "softplus" => new(name, z => torch.logaddexp(z, torch.zeros_like(z))),
        "gelu" => new(name, z => torch.nn.functional.gelu(z)),
        "silu" => new(name, z => torch.nn.functional.silu(z)),
        "pow" => new(name, z => z.abs().Raised(2.5)),
        "selu" => new(name, z => torch.nn.functional.selu(z)),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}

using Theory.Validation.Activations;
using TorchSharp;

namespace Theory.Validation.Tests.Sampling;

/// <summary>Activations written out for torch.</summary>
internal static class Activations
{
    public static readonly TensorActivation ReLU = new("relu", z => torch.nn.functional.relu(z));

    /// <summary>s(z) = z max(0, z + 1)^2.</summary>
    public static readonly TensorActivation MRePU2 = new("mrepu_2", z => z * (z + 1).clamp_min(0).square());

    public static TensorActivation Named(string name) => name switch
    {
        "relu" => ReLU,
        "mrepu_2" => MRePU2,
        "tanh" => new(name, z => z.tanh()),
        "sigmoid" => new(name, z => z.sigmoid()),
        "exp" => new(name, z => (-z.square()).exp()),
        "erf" => new(name, z => z.erf()),
        "sin" => new(name, z => z.sin()),
        "softplus" => new(name, z => torch.nn.functional.softplus(z)),
        "gelu" => new(name, z => torch.nn.functional.gelu(z)),
        "silu" => new(name, z => torch.nn.functional.silu(z)),
        "pow" => new(name, z => z.abs().pow(2.5)),
        "selu" => new(name, z => torch.nn.functional.selu(z)),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}

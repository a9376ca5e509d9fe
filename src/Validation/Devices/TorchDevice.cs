using Theory.Validation.NativeLibraries;
using TorchSharp;

namespace Theory.Validation.Devices;

/// <summary>
/// Where tensors live: <c>auto</c>, <c>cpu</c> or <c>cuda</c>. A choice; what it means on this machine is found by <see cref="Resolve"/>.
/// </summary>
public sealed record TorchDevice
{
    private TorchDevice(string name) => Name = name;

    /// <summary>A CUDA device if there is one, else the CPU. The default.</summary>
    public static TorchDevice Auto { get; } = new("auto");

    /// <summary>The CPU.</summary>
    public static TorchDevice Cpu { get; } = new("cpu");

    /// <summary>The first CUDA device.</summary>
    public static TorchDevice Cuda { get; } = new("cuda");

    /// <summary>The name as it is written on the command line.</summary>
    public string Name { get; }

    /// <summary>Reads a device's name, in any case.</summary>
    /// <exception cref="UserInputException">It is not one of the three names.</exception>
    public static TorchDevice Parse(string text) =>
        text.Trim().ToLowerInvariant() switch
        {
            "auto" => Auto,
            "cpu" => Cpu,
            "cuda" => Cuda,
            _ => throw new UserInputException($"device '{text}' is not known; use auto, cpu or cuda"),
        };

    /// <summary>The device of this machine that the choice means; loads torch.</summary>
    /// <exception cref="UserInputException">CUDA is asked for and absent.</exception>
    /// <exception cref="TorchUnavailableException">Torch cannot be loaded.</exception>
    public torch.Device Resolve()
    {
        TorchRuntime.EnsureLoaded();
        if (this == Cpu)
        {
            return torch.CPU;
        }

        if (torch.cuda.is_available())
        {
            return torch.CUDA;
        }

        return this == Auto
            ? torch.CPU
            : throw new UserInputException(
                "device cuda is not available: it needs an NVIDIA GPU with its driver, "
                + "and a build with -p:TorchBackend=cuda-linux (or cuda-windows), or a libtorch with CUDA named by --libtorch DIR");
    }

    /// <summary>The choice with <see cref="Auto"/> replaced by what it means on this machine; loads torch.</summary>
    /// <exception cref="UserInputException">CUDA is asked for and absent.</exception>
    /// <exception cref="TorchUnavailableException">Torch cannot be loaded.</exception>
    public TorchDevice Detect() => Resolve().type == DeviceType.CPU ? Cpu : Cuda;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

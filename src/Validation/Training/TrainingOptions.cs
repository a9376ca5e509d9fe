using Theory.Validation.Devices;

namespace Theory.Validation.Training;

/// <summary>An ensemble of networks and how it is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>The networks and the law of their initial parameters.</summary>
    public required NetworkArchitecture Architecture { get; init; }

    /// <summary>How many networks.</summary>
    public required int Models { get; init; }

    /// <summary>Steps over all samples at once.</summary>
    public required int Epochs { get; init; }

    /// <summary>How parameters follow their gradients.</summary>
    public required OptimizerOptions Optimizer { get; init; }

    /// <summary>Steps of L-BFGS after <see cref="Epochs"/> steps of <see cref="Optimizer"/>; null, the default, for none.</summary>
    public LbfgsOptions? Lbfgs { get; init; }

    /// <summary>All steps.</summary>
    public int Steps => Epochs + (Lbfgs?.Steps ?? 0);

    /// <summary>The seed of the initial parameters. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The index of the first network, so that an ensemble can be trained in parts. Default 0.</summary>
    public long FirstNetwork { get; init; }

    /// <summary>Where tensors live. Default: CUDA if there is a device, else the CPU.</summary>
    public TorchDevice Device { get; init; } = TorchDevice.Auto;

    /// <summary>The type of parameters. Default float32.</summary>
    public TorchPrecision DType { get; init; } = TorchPrecision.Float32;

    /// <summary>Tensors may take about so many bytes at a time. Default 1 GiB.</summary>
    public long MemoryLimitBytes { get; init; } = 1L << 30;

    /// <summary>Networks trained as one stack; null, the default, for what fits in memory and cache.</summary>
    public int? NetworksAtOnce { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="UserInputException">An option is out of its range.</exception>
    public void Validate()
    {
        Require.That(Models >= 1, $"models is {Models}; it must be at least 1");
        Require.That(Epochs >= 0, $"epochs is {Epochs}; it must be at least 0");
        Lbfgs?.Validate();
        Require.That(MemoryLimitBytes > 0, $"the memory limit is {MemoryLimitBytes} bytes; it must be positive");
        Require.That(NetworksAtOnce is null or >= 1, $"{NetworksAtOnce} networks at once; there must be at least 1");
    }
}

using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;

namespace Theory.Validation.Tests.Sampling;

/// <summary>An ensemble of plain networks on the CPU, by the numbers that tests vary.</summary>
public sealed record PlainSampling
{
    public string Activation { get; init; } = "relu";

    /// <summary>Tensor operations instead of those of <see cref="Activation"/>.</summary>
    public TensorActivation? Tensors { get; init; }

    public int Models { get; init; }

    public int Width { get; init; }

    public int Depth { get; init; }

    public double InputMetric { get; init; } = double.NaN;

    public NetworkInputs? Inputs { get; init; }

    public double Cw { get; init; }

    public double Cb { get; init; }

    public int InputDimension { get; init; } = 2;

    public ulong Seed { get; init; }

    public long FirstNetwork { get; init; }

    public TorchPrecision DType { get; init; } = TorchPrecision.Float32;

    public Observables Observe { get; init; }

    public bool OffDiagonal { get; init; } = true;

    public double LambdaB { get; init; } = 1;

    public double LambdaW { get; init; } = 1;

    public long MemoryLimitBytes { get; init; } = 1L << 30;

    public int? MaxDegreeOfParallelism { get; init; }

    public static implicit operator SamplingOptions(PlainSampling plain) => plain.ToOptions();

    private SamplingOptions ToOptions()
    {
        Activation activation = Theory.Activations.Activation.Parse(Activation);
        SamplingOptions options = new()
        {
            Network = Network.Plain(activation, Depth, Width, Cb, Cw, LambdaB, LambdaW),
            Signal = Inputs ?? Signal.Kernel(InputMetric, InputDimension),
            LastActivation = activation,
            Models = Models,
            Seed = Seed,
            FirstNetwork = FirstNetwork,
            Device = TorchDevice.Cpu,
            DType = DType,
            Observe = Observe,
            OffDiagonal = OffDiagonal,
            MemoryLimitBytes = MemoryLimitBytes,
            MaxDegreeOfParallelism = MaxDegreeOfParallelism,
        };
        return Tensors is null ? options : options with { Compile = _ => Tensors };
    }
}

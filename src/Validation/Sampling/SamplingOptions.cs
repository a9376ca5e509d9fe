using Theory.Networks;
using Theory.Validation.Devices;

namespace Theory.Validation.Sampling;

/// <summary>An ensemble of fully connected networks with hidden layers of equal width, at one or several inputs.</summary>
public sealed record SamplingOptions
{
    /// <summary>How many networks, M; at least 2, as one network has no spread.</summary>
    public required int Models { get; init; }

    /// <summary>The width n of every hidden layer.</summary>
    public required int Width { get; init; }

    /// <summary>
    /// The number L of layers of preactivations; layer 1 is the first one, and layer L needs L - 1 applications of the activation.
    /// </summary>
    public required int Depth { get; init; }

    /// <summary>
    /// K(1) = G(1) = C_b + C_W |x|^2 / n_0, the metric of the first layer, by which a single input is given; not set where
    /// <see cref="Inputs"/> are.
    /// </summary>
    public double InputMetric { get; init; } = double.NaN;

    /// <summary>The inputs themselves; null, the default, for one input given by <see cref="InputMetric"/>.</summary>
    public NetworkInputs? Inputs { get; init; }

    /// <summary>C_W: weights of a layer have variance C_W / n_{l-1}.</summary>
    public required double Cw { get; init; }

    /// <summary>C_b: the variance of the biases. Default 0.</summary>
    public double Cb { get; init; }

    /// <summary>
    /// n_0, the dimension of a single input. Default 2. The law of the ensemble does not depend on it. <see cref="Inputs"/> have their own.
    /// </summary>
    public int InputDimension { get; init; } = 2;

    /// <summary>The seed of the ensemble. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The index of the first network, so that an ensemble can be drawn in parts. Default 0.</summary>
    public long FirstNetwork { get; init; }

    /// <summary>Where tensors live. Default: CUDA if there is a device, else the CPU.</summary>
    public TorchDevice Device { get; init; } = TorchDevice.Auto;

    /// <summary>
    /// The type of weights and preactivations. Default float32. Metrics are summed and kept in double precision in any case.
    /// </summary>
    public TorchPrecision DType { get; init; } = TorchPrecision.Float32;

    /// <summary>What is measured beside the metric. Default: nothing.</summary>
    public Observables Observe { get; init; }

    /// <summary>
    /// True, the default, for the metric of all pairs of inputs; false for the diagonal alone, which saves time at many inputs. The
    /// conditional sampler needs all of them.
    /// </summary>
    public bool OffDiagonal { get; init; } = true;

    /// <summary>lambda_b, the learning rate of biases in the tangent kernel. Default 1.</summary>
    public double LambdaB { get; init; } = 1;

    /// <summary>lambda_W: weights of a layer learn with lambda_W / n_{l-1}. Default 1.</summary>
    public double LambdaW { get; init; } = 1;

    /// <summary>Numbers that are held at a time may take so many bytes. Default 1 GiB. Results do not depend on it.</summary>
    public long MemoryLimitBytes { get; init; } = 1L << 30;

    /// <summary>
    /// The number of threads, each with networks of its own; null, the default, for all processors. Results do not depend on it.
    /// </summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>The law of every layer.</summary>
    internal Linear Layer => new(Cb, Cw, Width, LambdaB, LambdaW);

    /// <summary>What enters the networks.</summary>
    internal Signal Signal => Inputs ?? Signal.Kernel(InputMetric, InputDimension);

    /// <summary>The number of inputs m.</summary>
    internal int InputCount => Inputs?.Count ?? 1;

    /// <summary>n_0.</summary>
    internal int Dimension => Inputs?.Dimension ?? InputDimension;

    /// <summary>Checks every option by itself.</summary>
    /// <exception cref="UserInputException">An option is out of its range.</exception>
    public void Validate()
    {
        Require.That(Models >= 2, $"models is {Models}; at least 2 networks are needed to see a spread");
        Require.That(Depth >= 1, $"depth is {Depth}; it must be at least 1");
        Require.That(Inputs is null || double.IsNaN(InputMetric), $"K(1) is given beside the inputs that determine it; leave one of them out");
        _ = Signal.FirstKernel(Layer);
        Require.That(MemoryLimitBytes > 0, $"the memory limit is {MemoryLimitBytes} bytes; it must be positive");
        Require.That(MaxDegreeOfParallelism is null or >= 1, $"the number of threads is {MaxDegreeOfParallelism}; it must be at least 1");
    }

    /// <summary>G(1), m x m, row by row.</summary>
    internal double[] FirstMetric() => Signal.FirstKernel(Cb, Cw);

    /// <summary>The inputs, m x n_0; a single one is only known by its length, and by symmetry any direction will do.</summary>
    internal double[] InputValues() => Signal.InputValues(Layer);
}

using Theory.Validation.Devices;

namespace Theory.Validation.Sampling;

/// <summary>An ensemble of fully connected networks with hidden layers of equal width, at one input.</summary>
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

    /// <summary>K(1) = G(1) = C_b + C_W |x|^2 / n_0, the metric of the first layer, by which the input is given.</summary>
    public required double InputMetric { get; init; }

    /// <summary>C_W: weights of a layer have variance C_W / n_{l-1}.</summary>
    public required double Cw { get; init; }

    /// <summary>C_b: the variance of the biases. Default 0.</summary>
    public double Cb { get; init; }

    /// <summary>n_0, the dimension of the input. Default 2. The law of the ensemble does not depend on it.</summary>
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

    /// <summary>Tensors of one chunk of networks may take about so many bytes. Default 1 GiB. Results do not depend on it.</summary>
    public long MemoryLimitBytes { get; init; } = 1L << 30;

    /// <summary>
    /// The number of threads that draw random numbers and evaluate the activation; null, the default, for all processors. Results do not
    /// depend on it.
    /// </summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>Checks every option by itself.</summary>
    /// <exception cref="UserInputException">An option is out of its range.</exception>
    public void Validate()
    {
        Require(Models >= 2, $"models is {Models}; at least 2 networks are needed to see a spread");
        Require(Width >= 1, $"width is {Width}; it must be at least 1");
        Require(Depth >= 1, $"depth is {Depth}; it must be at least 1");
        Require(InputDimension >= 1, $"the input dimension is {InputDimension}; it must be at least 1");
        Require(InputMetric > 0 && double.IsFinite(InputMetric), $"K(1) is {InputMetric}; it must be positive and finite");
        Require(Cb >= 0 && double.IsFinite(Cb), $"C_b is {Cb}; it must be finite and not negative");
        Require(Cw > 0 && double.IsFinite(Cw), $"C_W is {Cw}; it must be positive and finite");
        Require(MemoryLimitBytes > 0, $"the memory limit is {MemoryLimitBytes} bytes; it must be positive");
        Require(MaxDegreeOfParallelism is null or >= 1, $"the number of threads is {MaxDegreeOfParallelism}; it must be at least 1");
    }

    private static void Require(bool condition, FormattableString message)
    {
        if (!condition)
        {
            throw new UserInputException(FormattableString.Invariant(message));
        }
    }
}

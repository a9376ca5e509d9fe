using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Activations;
using Theory.Validation.Devices;

namespace Theory.Validation.Sampling;

/// <summary>An ensemble of networks of one law, at one or several inputs. Theory takes the same network and the same signal.</summary>
public sealed record SamplingOptions
{
    /// <summary>The law of the networks; every layer needs a width.</summary>
    public required Network Network { get; init; }

    /// <summary>What enters the networks.</summary>
    public required Signal Signal { get; init; }

    /// <summary>How many networks, M; at least 2, as one network has no spread.</summary>
    public required int Models { get; init; }

    /// <summary>
    /// The activation whose susceptibilities are observed in the last layer, which none follows; null, the default, for that of the layer before.
    /// </summary>
    public Activation? LastActivation { get; init; }

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

    /// <summary>Numbers that are held at a time may take so many bytes. Default 1 GiB. Results do not depend on it.</summary>
    public long MemoryLimitBytes { get; init; } = 1L << 30;

    /// <summary>
    /// The number of threads, each with networks of its own; null, the default, for all processors. Results do not depend on it.
    /// </summary>
    public int? MaxDegreeOfParallelism { get; init; }

    /// <summary>How an activation becomes tensor operations.</summary>
    internal Func<Activation, TensorActivation> Compile { get; init; } = TensorCompiler.Compile;

    /// <summary>The number L of layers of preactivations.</summary>
    internal int Depth => Network.Depth;

    /// <summary>The number of inputs m.</summary>
    internal int InputCount => Signal.Count;

    /// <summary>The widths of all layers, each once, the widest first.</summary>
    internal IReadOnlyList<int> DistinctWidths => [.. Enumerable.Range(1, Depth).Select(Network.WidthOf).Distinct().OrderDescending()];

    /// <summary>Checks every option by itself.</summary>
    /// <exception cref="UserInputException">An option is out of its range.</exception>
    public void Validate()
    {
        Require(Models >= 2, $"models is {Models}; at least 2 networks are needed to see a spread");
        _ = DistinctWidths;
        _ = FirstMetric();
        Require(MemoryLimitBytes > 0, $"the memory limit is {MemoryLimitBytes} bytes; it must be positive");
        Require(MaxDegreeOfParallelism is null or >= 1, $"the number of threads is {MaxDegreeOfParallelism}; it must be at least 1");
    }

    /// <summary>G(1), m x m, row by row.</summary>
    internal double[] FirstMetric() => Signal.FirstKernel(Network);

    /// <summary>The inputs, m x n_0; a single one is only known by its length, and by symmetry any direction will do.</summary>
    internal double[] InputValues() => Signal.InputValues(Network[1]);

    /// <summary>The number n_(l-1) of what feeds z(l): components of the input at layer 1.</summary>
    internal int FanIn(int layer) => layer == 1 ? Signal.Dimension : Network.WidthOf(layer - 1);

    /// <summary>C_W of the layer after z(l), which susceptibilities are proportional to; of the last layer itself where none follows.</summary>
    internal double NextCw(int layer) => Network[Math.Min(layer + 1, Depth)].Cw;

    /// <summary>The activations of z(1) … z(L), each compiled once; null at the last layer of a network that has none.</summary>
    internal IReadOnlyList<TensorActivation?> CompileLayers()
    {
        Dictionary<Activation, TensorActivation> compiled = [];
        Activation? last = LastActivation ?? (Depth > 1 ? Network.ActivationOf(Depth - 1) : null);
        return [.. Network.Activations.Append(last).Select(Compiled)];

        TensorActivation? Compiled(Activation? activation)
        {
            if (activation is null)
            {
                return null;
            }

            if (!compiled.TryGetValue(activation, out TensorActivation? tensors))
            {
                tensors = Compile(activation);
                compiled.Add(activation, tensors);
            }

            return tensors;
        }
    }

    private static void Require(bool condition, FormattableString message)
    {
        if (!condition)
        {
            throw new UserInputException(FormattableString.Invariant(message));
        }
    }
}

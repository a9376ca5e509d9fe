using System.Numerics;
using System.Runtime.InteropServices;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.Random;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>A few networks that one thread carries from layer to layer.</summary>
/// <remarks>
/// Rows of neurons, one for each network and input, are padded to a multiple of the vector length: torch evaluates what is left over by
/// vectors with scalar instructions, and sigmoid, softplus, pow and others then differ in the last bit (libtorch 2.10), so that a network
/// would depend on the networks beside it.
/// </remarks>
internal sealed class NetworkBlock : IDisposable
{
    // Two vectors of 512 bits hold 32 floats; twice that, to be safe.
    private const int RowAlignment = 64;

    private readonly SamplingOptions _options;
    private readonly IReadOnlyList<TensorActivation?> _activations;
    private readonly torch.Device _device;
    private readonly bool _derivatives;
    private readonly int _m;
    private readonly InterleavedNormals[] _streams;
    private readonly double[] _firstMetric;
    private readonly double[] _metrics;
    private readonly double[] _exponents;
    private readonly double[] _normalisations;
    private readonly bool[] _overflowed;
    private readonly double[] _firstNeuron;
    private readonly Dictionary<int, (torch.Tensor Z, LayerSums Sums)> _byWidth;

    public NetworkBlock(SamplingOptions options, IReadOnlyList<TensorActivation?> activations, torch.Device device, int capacity, bool derivatives)
    {
        _options = options;
        _activations = activations;
        _device = device;
        _derivatives = derivatives || options.Observe.HasFlag(Observables.Derivatives);
        _m = options.InputCount;
        Rescales = activations.All(a => a?.Degree is not null) && options.Network.LinearLayers.All(l => l.Cb == 0) && !options.Observe.HasFlag(Observables.TangentKernel);
        _streams = [.. Enumerable.Range(0, capacity).Select(_ => new InterleavedNormals())];
        _firstMetric = options.FirstMetric();
        _metrics = new double[capacity * _m * _m];
        _exponents = new double[capacity * _m];
        _normalisations = new double[capacity * _m];
        _overflowed = new bool[capacity];
        _firstNeuron = new double[_m];

        // A table for each width, so that the padding stays 0.
        using DisposeScope scope = torch.NewDisposeScope();
        _byWidth = options.DistinctWidths.ToDictionary(
            n => n, n => (torch.zeros([capacity * (long)_m, Padded(n)], dtype: options.DType.ScalarType).DetachFromDisposeScope(), new LayerSums(options, n)));
        Layer = 1;
    }

    /// <summary>The number of networks.</summary>
    public int Count { get; private set; }

    /// <summary>The index of the first network; the others follow.</summary>
    public long First { get; private set; }

    /// <summary>The number l of the current layer, from 1.</summary>
    public int Layer { get; private set; }

    /// <summary>The width n_l of the current layer.</summary>
    public int Width => _options.Network.WidthOf(Layer);

    /// <summary>The length of a row.</summary>
    public int PaddedWidth => Padded(Width);

    /// <summary>z of the current layer, on the host: a row for each network and input.</summary>
    public torch.Tensor Z => _byWidth[Width].Z;

    /// <summary>s(z) of the layer that was activated last, likewise; null before the first one.</summary>
    public torch.Tensor? S { get; private set; }

    /// <summary>s'(z) of the same layer, likewise; null before the first one and where nobody asks for it.</summary>
    public torch.Tensor? Derivative { get; private set; }

    /// <summary>The length to which a row is padded.</summary>
    public static int Padded(int width) => checked((width + RowAlignment - 1) / RowAlignment * RowAlignment);

    /// <summary>Ghat of the next layer to be drawn, m x m; row and column of an input in units of a power of two.</summary>
    public ReadOnlySpan<double> Metric(int i) => _metrics.AsSpan(i * _m * _m, _m * _m);

    /// <summary>True when metrics are held as powers of two and numbers of moderate size.</summary>
    public bool Rescales { get; }

    /// <summary>What the activations of the layer before are multiplied by, for each input, so that they belong to <see cref="Metric"/>.</summary>
    public ReadOnlySpan<double> Normalisations(int i) => _normalisations.AsSpan(i * _m, _m);

    /// <summary>The rows of a network, without the padding.</summary>
    public torch.Tensor Rows(torch.Tensor table, int i, int width) => table.narrow(0, (long)i * _m, _m).narrow(1, 0, width);

    /// <summary>Begins with the first layer of other networks.</summary>
    public void Restart(long first, int count)
    {
        (First, Count, Layer) = (first, count, 1);
        for (int i = 0; i < count; i++)
        {
            _streams[i].Restart(_options.Seed, first + i);
            _firstMetric.CopyTo(_metrics, i * _m * _m);
            _exponents.AsSpan(i * _m, _m).Clear();
            _overflowed[i] = false;
            Normalise(i);
        }
    }

    /// <summary>The next standard normal numbers of a network.</summary>
    public void FillNormal<T>(int i, Span<T> destination)
        where T : unmanaged, INumber<T> => WeightNumbers.FillNormal(_streams[i], destination);

    /// <summary>The biases and weights of the current layer of a network, in units of their deviations, into a contiguous tensor on the host.</summary>
    public void FillWeights(int i, torch.Tensor destination) => WeightNumbers.Fill(_streams[i], _options.Network[Layer], destination);

    /// <summary>Evaluates the activation, and its derivative where that is observed; nothing in a network without any.</summary>
    public void Activate()
    {
        if (Activation is not TensorActivation activation)
        {
            return;
        }

        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor z = Z.narrow(0, 0, (long)Count * _m).to(_device);
        S?.Dispose();
        S = Evaluate(activation, activation.Function, z).DetachFromDisposeScope();
        if (_derivatives)
        {
            Derivative?.Dispose();
            Derivative = Evaluate(activation, activation.Derivative!, z).DetachFromDisposeScope();
        }
    }

    /// <summary>Tells an observer about the current layer.</summary>
    /// <param name="observer">The observer.</param>
    /// <param name="drawn">True when z was drawn at this layer.</param>
    /// <param name="tangents">Who knows the tangent kernels; null where they are not to be shown.</param>
    public void Report(IEnsembleObserver observer, bool drawn, IPreactivationSource? tangents)
    {
        bool moments = drawn && _options.Observe.HasFlag(Observables.NeuronMoments);
        bool responses = drawn && Activation is not null && _options.Observe.HasFlag(Observables.Derivatives);
        double degree = Activation?.Degree ?? 1;
        LayerSums sums = _byWidth[Width].Sums;
        for (int i = 0; i < Count; i++)
        {
            if (moments || responses)
            {
                sums.Observe(i, Metric(i), Z, moments, responses ? S : null, Derivative, _options.NextCw(Layer));
            }

            observer.Observe(new LayerObservation
            {
                Network = First + i,
                Layer = Layer,
                Inputs = _m,
                ScaledMetric = Metric(i),
                Exponents = _exponents.AsSpan(i * _m, _m),
                ScaledDerivatives = responses ? sums.Derivatives : default,
                ScaledResponses = responses ? sums.Responses : default,
                DerivativePower = degree - 1,
                ScaledMoments = moments ? sums.Moments : default,
                TangentKernel = tangents?.TangentKernel(this, i),
                Outputs = tangents is null ? default : FirstNeuron(i),
                Overflowed = _overflowed[i],
            });
        }
    }

    /// <summary>Goes on to the next layer, Ghat(l+1)_ab = C_b + (C_W / n_l) sum_j s(z(l)_ja) s(z(l)_jb).</summary>
    public void NextMetric()
    {
        double degree = Activation?.Degree ?? 1;
        LayerSums sums = _byWidth[Width].Sums;
        for (int i = 0; i < Count; i++)
        {
            Span<double> metric = _metrics.AsSpan(i * _m * _m, _m * _m);
            sums.Metric(i, S!, _options.Network[Layer + 1], metric);
            foreach (ref double exponent in _exponents.AsSpan(i * _m, _m))
            {
                exponent *= degree;
            }

            // A network that has overflowed has no metric any more, even where a bounded activation makes one of it.
            _overflowed[i] |= !IsFinite(metric);
            if (_overflowed[i])
            {
                metric.Fill(double.NaN);
            }

            Normalise(i);
        }

        Layer++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((torch.Tensor z, _) in _byWidth.Values)
        {
            z.Dispose();
        }

        S?.Dispose();
        Derivative?.Dispose();
    }

    private TensorActivation? Activation => _activations[Layer - 1];

    private static torch.Tensor Evaluate(TensorActivation activation, Func<torch.Tensor, torch.Tensor> function, torch.Tensor z)
    {
        using var noGradients = torch.no_grad();
        torch.Tensor s = function(z);
        return s.shape.SequenceEqual(z.shape) && s.dtype == z.dtype
            ? s.cpu().contiguous()
            : throw new InvalidOperationException($"the activation {activation.Name} changes the shape or the type of its argument");
    }

    /// <summary>z of the first neuron of the current layer, at each input.</summary>
    private ReadOnlySpan<double> FirstNeuron(int i)
    {
        for (int a = 0; a < _m; a++)
        {
            _firstNeuron[a] = _options.DType == TorchPrecision.Float32 ? First<float>(a) : First<double>(a);
        }

        return _firstNeuron;

        double First<T>(int a)
            where T : unmanaged, INumber<T> => double.CreateSaturating(MemoryMarshal.Cast<byte, T>(Z.bytes)[((i * _m) + a) * PaddedWidth]);
    }

    /// <summary>Takes an even power of two out of each input's metric, for a homogeneous activation: its square root is exact too.</summary>
    private void Normalise(int i)
    {
        Span<double> factors = _normalisations.AsSpan(i * _m, _m);
        factors.Fill(1);
        if (!Rescales || _overflowed[i])
        {
            return;
        }

        Span<double> metric = _metrics.AsSpan(i * _m * _m, _m * _m);
        for (int a = 0; a < _m; a++)
        {
            double own = metric[(a * _m) + a];
            if (own > 0)
            {
                int half = Math.ILogB(own) >> 1;
                factors[a] = Math.ScaleB(1, -half);
                _exponents[(i * _m) + a] += 2.0 * half;
            }
        }

        for (int a = 0; a < _m; a++)
        {
            for (int b = 0; b < _m; b++)
            {
                // The product of both may overflow, that of 2^512 twice.
                metric[(a * _m) + b] = metric[(a * _m) + b] * factors[a] * factors[b];
            }
        }
    }

    private static bool IsFinite(ReadOnlySpan<double> metric)
    {
        foreach (double element in metric)
        {
            if (!double.IsFinite(element))
            {
                return false;
            }
        }

        return true;
    }
}

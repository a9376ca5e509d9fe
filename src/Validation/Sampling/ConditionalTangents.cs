using System.Numerics;
using System.Runtime.InteropServices;
using Theory.Networks;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>The tangent kernel of the first neuron of the last layer, exactly, for networks whose weights are never drawn: O(n m^2) a layer.</summary>
/// <remarks>
/// <para>
/// A neuron's bias and weights, in units of their deviations, are n + 1 standard normal numbers w; its preactivations at the inputs are z_a = w·phi_a with
/// phi = sqrt(C_W/n) s(z) and sqrt(C_b), so that phi_a·phi_b = Ghat_ab. With phi = Q L^T, Q^T Q = 1 and Ghat = L L^T, z = L xi fixes xi = Q^T w and nothing
/// else: given all preactivations, w = Q xi + (1 - Q Q^T) eta with eta standard normal.
/// </para>
/// <para>
/// Of all neurons i of a layer the way back needs the sums of w_i delta_ia. Sums of eta_i delta_ia are normal with covariance D_ab = delta_a·delta_b, so one
/// vector eta for each column of a factor of D stands for all neurons: delta(l)_ka = s'(z_ka) sqrt(C_W/n) [Q (xi^T delta) + (1 - Q Q^T) eta R^T]_ka. Then
/// Theta_ab = sum over layers of (lambda_b + lambda_W s_a·s_b/n) delta_a·delta_b, as for drawn weights (<see cref="TangentKernelPass"/>).
/// </para>
/// </remarks>
internal sealed class ConditionalTangents<T>
    where T : unmanaged, INumber<T>
{
    private readonly SamplingOptions _options;
    private readonly int _m;

    // By layer, then network by network and input by input, in rows with a place for the bias after the last neuron and zeros up to a multiple of 32.
    private readonly double[][] _activations;
    private readonly double[][] _derivatives;
    private readonly double[][] _normals;
    private readonly double[][] _metrics;

    private readonly MetricFactor _layer;
    private readonly MetricFactor _gradient;
    private readonly double[] _basis;
    private readonly double[] _rest;
    private readonly double[] _delta;
    private readonly double[] _projections;
    private readonly double[] _squares;
    private readonly double[] _theta;
    private readonly T[] _drawn;

    public ConditionalTangents(SamplingOptions options)
    {
        _options = options;
        _m = options.InputCount;
        int rows = _m * Length(options.DistinctWidths[0]);
        double[][] Layers() => [.. Enumerable.Range(0, options.Depth + 1).Select(_ => Array.Empty<double>())];
        (_activations, _derivatives, _normals, _metrics) = (Layers(), Layers(), Layers(), Layers());
        (_layer, _gradient) = (new MetricFactor(_m), new MetricFactor(_m));
        (_basis, _rest, _delta) = (new double[rows], new double[rows], new double[rows]);
        (_projections, _squares, _theta) = (new double[_m * _m], new double[_m * _m], new double[_m * _m]);
        _drawn = new T[options.DistinctWidths[0] + 1];
    }

    /// <summary>Bytes that a thread needs beside its networks.</summary>
    public static Int128 WorkspaceBytes(SamplingOptions options) => (Int128)3 * options.InputCount * Length(options.DistinctWidths[0]) * sizeof(double);

    /// <summary>Bytes that are kept of every network for the way back.</summary>
    public static Int128 BytesPerNetwork(SamplingOptions options) => Enumerable.Range(1, options.Depth).Aggregate(
        Int128.Zero, (sum, l) => sum + ((((Int128)3 * options.InputCount * Length(options.Network.WidthOf(l))) + ((Int128)options.InputCount * options.InputCount)) * sizeof(double)));

    /// <summary>Keeps s and s' of the layer that the networks of a block have gone through.</summary>
    public void RememberLayerBefore(NetworkBlock block, int next)
    {
        int before = next - 1;
        if (before == 0)
        {
            return;
        }

        int width = _options.Network.WidthOf(before);
        Copy(block.S!, ref _activations[before]);
        Copy(block.Derivative!, ref _derivatives[before]);

        void Copy(torch.Tensor table, ref double[] kept)
        {
            ReadOnlySpan<T> all = MemoryMarshal.Cast<byte, T>(table.bytes);
            (int padded, int length) = (NetworkBlock.Padded(width), Length(width));
            Reserve(ref kept, block.Count * _m * length);
            for (int row = 0; row < block.Count * _m; row++)
            {
                NeuronRows.Widen(all.Slice(row * padded, width), kept.AsSpan(row * length, length));
            }
        }
    }

    /// <summary>Keeps the numbers that a layer of a network is made of: of the last layer those of the first neuron.</summary>
    public void RememberNormals(NetworkBlock block, int network, ReadOnlySpan<T> xi)
    {
        int at = block.Layer;
        int width = block.Width;
        Reserve(ref _metrics[at], block.Count * _m * _m);
        block.Metric(network).CopyTo(_metrics[at].AsSpan(network * _m * _m));
        bool last = at == _options.Depth;
        int length = last ? 1 : Length(width);
        Reserve(ref _normals[at], block.Count * _m * length);
        for (int k = 0; k < _m; k++)
        {
            NeuronRows.Widen(xi.Slice(k * width, last ? 1 : width), _normals[at].AsSpan(((network * _m) + k) * length, length));
        }
    }

    /// <summary>Theta(L), m x m, row by row; valid until the next call.</summary>
    public double[] Compute(NetworkBlock block, int network)
    {
        Array.Clear(_theta);
        Array.Fill(_squares, 1);
        AddParameters(_options.Depth, network);
        for (int l = _options.Depth - 1; l >= 1; l--)
        {
            Project(l + 1, network);
            GoBack(block, l, network);
            AddParameters(l, network);
        }

        return _theta;
    }

    /// <summary>A row with a place for the bias.</summary>
    private static int Length(int width) => NeuronSums.PaddedLength(width + 1);

    private static void Reserve(ref double[] kept, int length)
    {
        if (kept.Length < length)
        {
            // What lies between rows stays 0, since every row is as long in all blocks.
            Array.Resize(ref kept, length);
        }
    }

    /// <summary>Adds (lambda_b + lambda_W s_a·s_b/n_(l-1)) delta_a·delta_b.</summary>
    private void AddParameters(int at, int network)
    {
        Linear law = _options.Network[at];
        ReadOnlySpan<double> metric = _metrics[at].AsSpan(network * _m * _m, _m * _m);
        for (int i = 0; i < _m * _m; i++)
        {
            _theta[i] += _squares[i] * (law.LambdaB + (law.LambdaW * (metric[i] - law.Cb) / law.Cw));
        }
    }

    /// <summary>xi^T delta of a layer: a row for each column of L, a column for each input.</summary>
    private void Project(int at, int network)
    {
        int length = at == _options.Depth ? 1 : Length(_options.Network.WidthOf(at));
        for (int k = 0; k < _m; k++)
        {
            ReadOnlySpan<double> xi = _normals[at].AsSpan(((network * _m) + k) * length, length);
            for (int a = 0; a < _m; a++)
            {
                _projections[(k * _m) + a] = length == 1 ? xi[0] : NeuronSums.Product(xi, _delta.AsSpan(a * length, length));
            }
        }
    }

    /// <summary>delta(l) from the projections, and its squares from delta(l+1).</summary>
    private void GoBack(NetworkBlock block, int l, int network)
    {
        int n = _options.Network.WidthOf(l);
        int length = Length(n);
        double deviation = Math.Sqrt(_options.Network[l + 1].Cw / n);
        _layer.Factor(_metrics[l + 1].AsSpan(network * _m * _m, _m * _m));
        _gradient.Factor(_squares);
        MakeBasis(l, network, n, deviation);
        for (int t = 0; t < _gradient.Rank; t++)
        {
            Span<double> eta = _rest.AsSpan(t * length, length);
            block.FillNormal(network, _drawn.AsSpan(0, n + 1));
            NeuronRows.Widen(_drawn.AsSpan(0, n + 1), eta);
            eta[(n + 1)..].Clear();
            for (int k = 0; k < _layer.Rank; k++)
            {
                ReadOnlySpan<double> q = _basis.AsSpan(k * length, length);
                NeuronRows.Add(eta, q, -NeuronSums.Product(q, eta));
            }
        }

        for (int a = 0; a < _m; a++)
        {
            Span<double> row = _delta.AsSpan(a * length, length);
            row.Clear();
            for (int k = 0; k < _layer.Rank; k++)
            {
                NeuronRows.Add(row, _basis.AsSpan(k * length, length), _projections[(k * _m) + a]);
            }

            for (int t = 0; t < _gradient.Rank; t++)
            {
                NeuronRows.Add(row, _rest.AsSpan(t * length, length), _gradient.Columns[(a * _m) + t]);
            }

            // The place of the bias becomes 0, as the derivative has 0 there.
            NeuronRows.Multiply(row, _derivatives[l].AsSpan(((network * _m) + a) * length, length), deviation);
        }

        for (int a = 0; a < _m; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double product = NeuronSums.Product(_delta.AsSpan(a * length, length), _delta.AsSpan(b * length, length));
                (_squares[(a * _m) + b], _squares[(b * _m) + a]) = (product, product);
            }
        }
    }

    /// <summary>The columns of Q = phi L^-T, for the inputs that are independent.</summary>
    private void MakeBasis(int l, int network, int n, double deviation)
    {
        int length = Length(n);
        double bias = Math.Sqrt(_options.Network[l + 1].Cb);
        for (int k = 0; k < _layer.Rank; k++)
        {
            int a = _layer.Order[k];
            double pivot = _layer.Columns[(a * _m) + k];

            // A network that is dead fixes nothing of the weights that follow.
            double inverse = pivot == 0 ? 0 : 1 / pivot;
            Span<double> q = _basis.AsSpan(k * length, length);
            NeuronRows.Set(q, _activations[l].AsSpan(((network * _m) + a) * length, length), deviation * inverse);
            q[n] = bias * inverse;
            for (int j = 0; j < k; j++)
            {
                NeuronRows.Add(q, _basis.AsSpan(j * length, length), -_layer.Columns[(a * _m) + j] * inverse);
            }
        }
    }
}

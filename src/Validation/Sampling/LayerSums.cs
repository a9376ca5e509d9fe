using System.Numerics;
using System.Runtime.InteropServices;
using Theory.Networks;
using Theory.Validation.Devices;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Means over the neurons of one network at a layer of a given width.</summary>
internal sealed class LayerSums
{
    private readonly SamplingOptions _options;
    private readonly int _m;
    private readonly int _width;
    private readonly int _paddedWidth;
    private readonly int _length;
    private readonly double[] _rows;
    private readonly double[] _product;

    public LayerSums(SamplingOptions options, int width)
    {
        _options = options;
        _width = width;
        _paddedWidth = NetworkBlock.Padded(width);
        _m = options.InputCount;
        _length = NeuronSums.PaddedLength(width);
        _rows = new double[_m * _length];
        _product = new double[_length];
        Derivatives = new double[_m * _m];
        Responses = new double[_m];
        Moments = new double[3 * _m];
    }

    /// <summary>(C_W/n) sum s'_a s'_b.</summary>
    public double[] Derivatives { get; }

    /// <summary>(C_W/n) sum z s s' / Ghat_aa.</summary>
    public double[] Responses { get; }

    /// <summary>Means of z^2, z^4, z^6 for each input.</summary>
    public double[] Moments { get; }

    /// <summary>C_b + (C_W/n) sum s_a s_b of a network, symmetric; 0 outside the diagonal where pairs are not asked for.</summary>
    public void Metric(int network, torch.Tensor s, Linear next, Span<double> metric)
    {
        Read(network, s);
        Pairs(metric, next.Cb, next.Cw);
    }

    /// <summary>Fills <see cref="Moments"/>, <see cref="Derivatives"/> and <see cref="Responses"/>.</summary>
    public void Observe(int network, ReadOnlySpan<double> metric, torch.Tensor z, bool moments, torch.Tensor? s, torch.Tensor? derivative, double cw)
    {
        if (moments)
        {
            Read(network, z);
            for (int a = 0; a < _m; a++)
            {
                (double square, double fourth, double sixth) = NeuronSums.Moments(Row(a));
                (Moments[3 * a], Moments[(3 * a) + 1], Moments[(3 * a) + 2]) = (square / _width, fourth / _width, sixth / _width);
            }
        }

        if (s is not null)
        {
            Read(network, derivative!);
            Pairs(Derivatives, 0, cw);
            for (int a = 0; a < _m; a++)
            {
                // The derivatives become s' s, then the sum with z.
                MultiplyInto(Row(a), network, a, s);
                Read(_product, network, a, z);
                Responses[a] = cw / _width * NeuronSums.Product(Row(a), _product) / metric[(a * _m) + a];
            }
        }
    }

    private void Pairs(Span<double> metric, double cb, double cw)
    {
        double factor = cw / _width;
        for (int a = 0; a < _m; a++)
        {
            for (int b = _options.OffDiagonal ? 0 : a; b <= a; b++)
            {
                double value = cb + (factor * NeuronSums.Product(Row(a), Row(b)));
                metric[(a * _m) + b] = value;
                metric[(b * _m) + a] = value;
            }
        }
    }

    private void MultiplyInto(Span<double> row, int network, int a, torch.Tensor table)
    {
        Read(_product, network, a, table);
        for (int j = 0; j < row.Length; j++)
        {
            row[j] *= _product[j];
        }
    }

    private void Read(int network, torch.Tensor table)
    {
        if (_options.DType == TorchPrecision.Float32)
        {
            Read<float>(network, table);
        }
        else
        {
            Read<double>(network, table);
        }
    }

    private void Read<T>(int network, torch.Tensor table)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> all = MemoryMarshal.Cast<byte, T>(table.bytes);
        for (int a = 0; a < _m; a++)
        {
            NeuronRows.Widen(all.Slice(((network * _m) + a) * _paddedWidth, _width), Row(a));
        }
    }

    private void Read(double[] row, int network, int a, torch.Tensor table)
    {
        int at = ((network * _m) + a) * _paddedWidth;
        if (_options.DType == TorchPrecision.Float32)
        {
            NeuronRows.Widen<float>(MemoryMarshal.Cast<byte, float>(table.bytes).Slice(at, _width), row);
        }
        else
        {
            NeuronRows.Widen<double>(MemoryMarshal.Cast<byte, double>(table.bytes).Slice(at, _width), row);
        }
    }

    private Span<double> Row(int a) => _rows.AsSpan(a * _length, _length);
}

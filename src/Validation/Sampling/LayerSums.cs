using System.Numerics;
using System.Runtime.InteropServices;
using Theory.Networks;
using Theory.Validation.Devices;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Means over the neurons of one network at a layer of a given width.</summary>
internal sealed class LayerSums
{
    private readonly SamplingOptions options;
    private readonly int m;
    private readonly int width;
    private readonly int paddedWidth;
    private readonly int length;
    private readonly double[] rows;
    private readonly double[] product;

    public LayerSums(SamplingOptions options, int width)
    {
        this.options = options;
        this.width = width;
        paddedWidth = NetworkBlock.Padded(width);
        m = options.InputCount;
        length = NeuronSums.PaddedLength(width);
        rows = new double[m * length];
        product = new double[length];
        Derivatives = new double[m * m];
        Responses = new double[m];
        Moments = new double[3 * m];
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
            for (int a = 0; a < m; a++)
            {
                (double square, double fourth, double sixth) = NeuronSums.Moments(Row(a));
                (Moments[3 * a], Moments[(3 * a) + 1], Moments[(3 * a) + 2]) = (square / width, fourth / width, sixth / width);
            }
        }

        if (s is not null)
        {
            Read(network, derivative!);
            Pairs(Derivatives, 0, cw);
            for (int a = 0; a < m; a++)
            {
                // The derivatives become s' s, then the sum with z.
                MultiplyInto(Row(a), network, a, s);
                Read(product, network, a, z);
                Responses[a] = cw / width * NeuronSums.Product(Row(a), product) / metric[(a * m) + a];
            }
        }
    }

    private void Pairs(Span<double> metric, double cb, double cw)
    {
        double factor = cw / width;
        for (int a = 0; a < m; a++)
        {
            for (int b = options.OffDiagonal ? 0 : a; b <= a; b++)
            {
                double value = cb + (factor * NeuronSums.Product(Row(a), Row(b)));
                metric[(a * m) + b] = value;
                metric[(b * m) + a] = value;
            }
        }
    }

    private void MultiplyInto(Span<double> row, int network, int a, torch.Tensor table)
    {
        Read(product, network, a, table);
        for (int j = 0; j < row.Length; j++)
        {
            row[j] *= product[j];
        }
    }

    private void Read(int network, torch.Tensor table)
    {
        if (options.DType == TorchPrecision.Float32)
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
        for (int a = 0; a < m; a++)
        {
            NeuronRows.Widen(all.Slice(((network * m) + a) * paddedWidth, width), Row(a));
        }
    }

    private void Read(double[] row, int network, int a, torch.Tensor table)
    {
        int at = ((network * m) + a) * paddedWidth;
        if (options.DType == TorchPrecision.Float32)
        {
            NeuronRows.Widen<float>(MemoryMarshal.Cast<byte, float>(table.bytes).Slice(at, width), row);
        }
        else
        {
            NeuronRows.Widen<double>(MemoryMarshal.Cast<byte, double>(table.bytes).Slice(at, width), row);
        }
    }

    private Span<double> Row(int a) => rows.AsSpan(a * length, length);
}

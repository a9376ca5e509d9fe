using System.Numerics;
using System.Runtime.InteropServices;
using Theory.Validation.Devices;
using Theory.Validation.Products;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Draws weights and multiplies, network by network.</summary>
internal sealed class WeightsSource : IPreactivationSource
{
    private readonly SamplingOptions options;
    private readonly torch.Device device;
    private readonly torch.Tensor inputs;

    // The normal numbers of one layer, or of every layer where the way back through the network is needed.
    private readonly torch.Tensor[] normals;
    private readonly TangentKernelPass? tangents;

    // Standard deviations of weights in layer 1 and in the others, and of biases.
    private readonly double firstDeviation;
    private readonly double deviation;
    private readonly double biasDeviation;

    public WeightsSource(SamplingOptions options, TensorActivation activation, torch.Device device)
    {
        this.options = options;
        this.device = device;
        firstDeviation = Math.Sqrt(options.Cw / options.Dimension);
        deviation = Math.Sqrt(options.Cw / options.Width);
        biasDeviation = Math.Sqrt(options.Cb);
        inputs = torch.tensor(options.InputValues(), [options.InputCount, options.Dimension], dtype: options.DType.ScalarType).DetachFromDisposeScope();
        bool keep = options.Observe.HasFlag(Observables.TangentKernel);
        normals = [.. Enumerable.Range(0, keep ? options.Depth : Math.Min(options.Depth, 2)).Select(l =>
            torch.empty([FanIn(l + 1) + 1, options.Width], dtype: options.DType.ScalarType))];
        tangents = keep ? new TangentKernelPass(options, activation, inputs, normals) : null;
    }

    public void Draw(NetworkBlock block, int layer)
    {
        torch.Tensor drawn = normals[Math.Min(layer, normals.Length) - 1];
        for (int i = 0; i < block.Count; i++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            block.FillNormal(i, drawn);
            if (device.type == DeviceType.CPU && MatrixProduct.IsSupported)
            {
                Multiply(block, i, drawn, layer);
            }
            else
            {
                torch.Tensor before = layer == 1 ? inputs : block.Rows(block.S!, i);
                block.Rows(block.Z, i).copy_(before.to(device).mm(drawn.narrow(0, 1, FanIn(layer)).to(device)));
            }

            Scale(block.Rows(block.Z, i), block, i, drawn, layer);
        }

        tangents?.Remember(block, layer);
    }

    public double[] TangentKernel() => tangents!.Compute();

    public void Dispose()
    {
        tangents?.Dispose();
        inputs.Dispose();
        foreach (torch.Tensor tensor in normals)
        {
            tensor.Dispose();
        }
    }

    /// <summary>W s for one network, with weights of variance 1.</summary>
    private void Multiply(NetworkBlock block, int network, torch.Tensor drawn, int layer)
    {
        if (options.DType == TorchPrecision.Float32)
        {
            Multiply<float>(block, network, drawn, layer);
        }
        else
        {
            Multiply<double>(block, network, drawn, layer);
        }
    }

    private void Multiply<T>(NetworkBlock block, int network, torch.Tensor drawn, int layer)
        where T : unmanaged, INumber<T>
    {
        int m = options.InputCount;
        int fanIn = FanIn(layer);
        MatrixProduct.Multiply(
            layer == 1 ? new StridedMatrix<T>(Numbers(inputs), m, fanIn, fanIn) : Rows(block.S!, fanIn),
            new StridedMatrix<T>(Numbers(drawn)[options.Width..], fanIn, options.Width, options.Width),
            Rows(block.Z, options.Width));

        StridedMatrix<T> Rows(torch.Tensor table, int columns) =>
            new(Numbers(table)[(network * m * block.PaddedWidth)..], m, columns, block.PaddedWidth);

        static Span<T> Numbers(torch.Tensor tensor) => MemoryMarshal.Cast<byte, T>(tensor.bytes);
    }

    /// <summary>Turns W s into b + W s with the variances of weights and biases, in the units of the layer before.</summary>
    private void Scale(torch.Tensor z, NetworkBlock block, int network, torch.Tensor drawn, int layer)
    {
        z.TimesInPlace(layer == 1 ? firstDeviation : deviation);
        if (options.Cb != 0)
        {
            z.PlusInPlace(drawn.narrow(0, 0, 1).to(device), biasDeviation);
        }

        if (block.Rescales)
        {
            z.mul_(Column(block.Normalisations(network), z));
        }
    }

    private static torch.Tensor Column(ReadOnlySpan<double> factors, torch.Tensor like) =>
        torch.tensor(factors.ToArray(), dtype: like.dtype, device: like.device).unsqueeze(1);

    private int FanIn(int layer) => layer == 1 ? options.Dimension : options.Width;
}

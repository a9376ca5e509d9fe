using System.Numerics;
using System.Runtime.InteropServices;
using Theory.Networks;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.Products;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Draws weights and multiplies, network by network.</summary>
internal sealed class WeightsSource : IPreactivationSource
{
    private readonly SamplingOptions _options;
    private readonly torch.Device _device;
    private readonly torch.Tensor _inputs;

    // The biases and weights of each layer in units of their deviations; layers of one shape share them, unless the way back through the network is needed.
    private readonly torch.Tensor[] _normals;
    private readonly TangentKernelPass? _tangents;

    public WeightsSource(SamplingOptions options, IReadOnlyList<TensorActivation?> activations, torch.Device device)
    {
        _options = options;
        _device = device;
        using DisposeScope scope = torch.NewDisposeScope();
        _inputs = torch.tensor(options.InputValues(), [options.InputCount, options.Signal.Dimension], dtype: options.DType.ScalarType).DetachFromDisposeScope();
        bool keep = options.Observe.HasFlag(Observables.TangentKernel);
        Dictionary<(int, int), torch.Tensor> shared = [];
        _normals = [.. Enumerable.Range(1, options.Depth).Select(l =>
        {
            (int FanIn, int Width) shape = (options.FanIn(l), options.Network.WidthOf(l));
            if (keep || !shared.TryGetValue(shape, out torch.Tensor? tensor))
            {
                tensor = torch.empty([shape.FanIn + 1, shape.Width], dtype: options.DType.ScalarType).DetachFromDisposeScope();
                shared[shape] = tensor;
            }

            return tensor;
        })];
        _tangents = keep ? new TangentKernelPass(options, activations, _inputs, _normals) : null;
    }

    public void Draw(NetworkBlock block, int layer)
    {
        torch.Tensor drawn = _normals[layer - 1];
        for (int i = 0; i < block.Count; i++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            block.FillWeights(i, drawn);
            if (_device.type == DeviceType.CPU && MatrixProduct.IsSupported)
            {
                Multiply(block, i, drawn, layer);
            }
            else
            {
                torch.Tensor before = layer == 1 ? _inputs : block.Rows(block.S!, i, _options.FanIn(layer));
                block.Rows(block.Z, i, block.Width).copy_(before.to(_device).mm(drawn.narrow(0, 1, _options.FanIn(layer)).to(_device)));
            }

            Scale(block.Rows(block.Z, i, block.Width), block, i, drawn, layer);
        }

        _tangents?.Remember(block, layer);
    }

    public double[] TangentKernel(NetworkBlock block, int network) => _tangents!.Compute();

    public void Dispose()
    {
        _tangents?.Dispose();
        _inputs.Dispose();
        foreach (torch.Tensor tensor in _normals.Distinct<torch.Tensor>(ReferenceEqualityComparer.Instance))
        {
            tensor.Dispose();
        }
    }

    /// <summary>W s for one network, with weights of variance 1.</summary>
    private void Multiply(NetworkBlock block, int network, torch.Tensor drawn, int layer)
    {
        if (_options.DType == TorchPrecision.Float32)
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
        int m = _options.InputCount;
        int fanIn = _options.FanIn(layer);
        int width = block.Width;
        MatrixProduct.Multiply(
            layer == 1 ? new StridedMatrix<T>(Numbers(_inputs), m, fanIn, fanIn) : Rows(block.S!, fanIn),
            new StridedMatrix<T>(Numbers(drawn)[width..], fanIn, width, width),
            Rows(block.Z, width));

        StridedMatrix<T> Rows(torch.Tensor table, int columns) =>
            new(Numbers(table)[(network * m * NetworkBlock.Padded(columns))..], m, columns, NetworkBlock.Padded(columns));

        static Span<T> Numbers(torch.Tensor tensor) => MemoryMarshal.Cast<byte, T>(tensor.bytes);
    }

    /// <summary>Turns W s into b + W s with the variances of weights and biases, in the units of the layer before.</summary>
    private void Scale(torch.Tensor z, NetworkBlock block, int network, torch.Tensor drawn, int layer)
    {
        Linear law = _options.Network[layer];
        z.TimesInPlace(Math.Sqrt(law.Cw / _options.FanIn(layer)));
        if (law.Cb != 0)
        {
            z.PlusInPlace(drawn.narrow(0, 0, 1).to(_device), Math.Sqrt(law.Cb));
        }

        if (block.Rescales)
        {
            z.mul_(Column(block.Normalisations(network), z));
        }
    }

    private static torch.Tensor Column(ReadOnlySpan<double> factors, torch.Tensor like) =>
        torch.tensor(factors.ToArray(), dtype: like.dtype, device: like.device).unsqueeze(1);
}

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Theory.Networks;
using Theory.Numerics.Kernels;
using Theory.Validation.Devices;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>Blocks of a kernel matrix in double precision, made when they are asked for: scalar products by torch, expectations by <see cref="BlockKernel"/>.</summary>
public sealed class KernelSource : IDisposable
{
    /// <summary>Each needs memory of its own.</summary>
    internal const int MostWorkers = 16;

    private readonly Tensor _inputs;
    private readonly bool _ownsInputs;
    private readonly double[] _norms;
    private readonly BlockKernel _kernel;
    private readonly ParallelOptions _parallel;

    // Kept for the next block, as arrays of this size live until the garbage collector finds it worth while: gigabytes of them, one for each block.
    private readonly ConcurrentBag<double[][]> _arrays = [];

    /// <summary>Prepares the kernel of some inputs.</summary>
    /// <param name="network">The network; its widths do not matter.</param>
    /// <param name="inputs">The inputs, row by row.</param>
    /// <param name="dimension">The number n_0 of components of each.</param>
    /// <param name="kind">Which kernel.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <param name="device">Where products are computed, and where blocks lie; null for the CPU. Expectations are computed on the CPU always.</param>
    /// <exception cref="UserInputException">The kernel does not exist, or leaves double precision; or there is no such device.</exception>
    public KernelSource(Network network, double[] inputs, int dimension, KernelKind kind, ParallelOptions parallel, TorchDevice? device = null)
        : this(network, Scaled(inputs, dimension, device ?? TorchDevice.Cpu), Norms(inputs, dimension), kind, parallel, ownsInputs: true)
    {
    }

    private KernelSource(Network network, Tensor inputs, double[] norms, KernelKind kind, ParallelOptions parallel, bool ownsInputs)
    {
        (_inputs, _norms, _parallel, _ownsInputs, Kind, Network) = (inputs, norms, parallel, ownsInputs, kind, network);
        _kernel = new BlockKernel(network, norms, parallel);
        if (kind == KernelKind.Tangent && !_kernel.HasTangent)
        {
            throw new UserInputException("the tangent kernel is infinite, because the activation jumps; use --kernel nngp");
        }
    }

    /// <summary>Where blocks lie.</summary>
    internal Device Device => _inputs.device;

    /// <summary>Threads that can make blocks at a time; a GPU serves one as well as several.</summary>
    internal int Workers => Device.type != DeviceType.CPU ? 1 : Math.Min(MostWorkers, _parallel.MaxDegreeOfParallelism > 0 ? _parallel.MaxDegreeOfParallelism : Environment.ProcessorCount);

    /// <summary>Which kernel.</summary>
    public KernelKind Kind { get; }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The number of inputs.</summary>
    public int Count => _norms.Length;

    /// <summary>The entry of an input with itself.</summary>
    public double Diagonal(int input) => Kind == KernelKind.Nngp ? _kernel.KernelOf(input) : _kernel.TangentOf(input);

    /// <summary>The same inputs in another network; to be disposed of before this one.</summary>
    public KernelSource With(Network network) => new(network, _inputs, _norms, Kind, _parallel, ownsInputs: false);

    /// <summary>The same inputs and network with another kernel; to be disposed of before this one.</summary>
    public KernelSource With(KernelKind kind) => new(Network, _inputs, _norms, kind, _parallel, ownsInputs: false);

    /// <summary>False if an activation jumps: the tangent kernel is infinite.</summary>
    public bool HasTangent => _kernel.HasTangent;

    /// <summary>A block of the matrix, in the scope of the caller.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="column">The first column.</param>
    /// <param name="columns">The number of columns.</param>
    public Tensor Block(int row, int rows, int column, int columns)
    {
        int size = rows * columns;
        bool isTangent = Kind == KernelKind.Tangent;
        double[][] arrays = _arrays.TryTake(out double[][]? kept) && kept[0].Length >= size ? kept : [new double[size], new double[size], isTangent ? new double[size] : []];
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor product = _inputs.narrow(0, row, rows).mm(_inputs.narrow(0, column, columns).t()).cpu();
        MemoryMarshal.Cast<byte, double>(product.bytes).CopyTo(arrays[0]);
        _kernel.Evaluate(row, rows, column, columns, arrays[0], arrays[1], arrays[2]);
        arrays[isTangent ? 2 : 1].AsSpan(0, size).CopyTo(MemoryMarshal.Cast<byte, double>(product.bytes));
        _arrays.Add(arrays);
        return product.to(Device).MoveToOuterDisposeScope();
    }

    /// <summary>Releases the inputs.</summary>
    public void Dispose()
    {
        if (_ownsInputs)
        {
            _inputs.Dispose();
        }
    }

    // x/sqrt(n_0), so that products are those of the kernel.
    private static Tensor Scaled(double[] inputs, int dimension, TorchDevice device)
    {
        Device place = device.Resolve();
        using DisposeScope scope = torch.NewDisposeScope();
        double factor = 1 / Math.Sqrt(dimension);
        Tensor scaled = torch.empty(inputs.Length / dimension, dimension, dtype: float64);
        Span<double> values = MemoryMarshal.Cast<byte, double>(scaled.bytes);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = factor * inputs[i];
        }

        return scaled.to(place).DetachFromDisposeScope();
    }

    private static double[] Norms(double[] inputs, int dimension)
    {
        double[] norms = new double[inputs.Length / dimension];
        for (int a = 0; a < norms.Length; a++)
        {
            ReadOnlySpan<double> x = inputs.AsSpan(a * dimension, dimension);
            norms[a] = AccurateProduct.Of(x, x) / dimension;
        }

        return norms;
    }
}

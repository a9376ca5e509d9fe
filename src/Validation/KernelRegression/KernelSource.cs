using System.Runtime.InteropServices;
using Theory.Networks;
using Theory.Numerics.Kernels;
using Theory.Validation.NativeLibraries;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>Blocks of a kernel matrix in double precision, made when they are asked for: scalar products by torch, expectations by <see cref="BlockKernel"/>.</summary>
public sealed class KernelSource : IDisposable
{
    private readonly Tensor _inputs;
    private readonly bool _ownsInputs;
    private readonly double[] _norms;
    private readonly BlockKernel _kernel;
    private readonly ParallelOptions _parallel;

    /// <summary>Prepares the kernel of some inputs.</summary>
    /// <param name="network">The network; its widths do not matter.</param>
    /// <param name="inputs">The inputs, row by row.</param>
    /// <param name="dimension">The number n_0 of components of each.</param>
    /// <param name="kind">Which kernel.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <exception cref="UserInputException">The kernel does not exist, or leaves double precision.</exception>
    public KernelSource(Network network, double[] inputs, int dimension, KernelKind kind, ParallelOptions parallel)
        : this(network, Scaled(inputs, dimension), Norms(inputs, dimension), kind, parallel, ownsInputs: true)
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

    /// <summary>A block of the matrix, in the scope of the caller.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="column">The first column.</param>
    /// <param name="columns">The number of columns.</param>
    public Tensor Block(int row, int rows, int column, int columns)
    {
        double[] products = new double[rows * columns];
        using (torch.NewDisposeScope())
        {
            Tensor product = _inputs.narrow(0, row, rows).mm(_inputs.narrow(0, column, columns).t());
            MemoryMarshal.Cast<byte, double>(product.bytes).CopyTo(products);
        }

        double[] kernel = new double[products.Length];
        double[] tangent = Kind == KernelKind.Tangent ? new double[products.Length] : [];
        _kernel.Evaluate(row, column, columns, products, kernel, tangent);
        return torch.tensor(Kind == KernelKind.Tangent ? tangent : kernel, rows, columns, dtype: float64);
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
    private static Tensor Scaled(double[] inputs, int dimension)
    {
        TorchRuntime.EnsureLoaded();
        double factor = 1 / Math.Sqrt(dimension);
        return torch.tensor(Array.ConvertAll(inputs, x => factor * x), inputs.Length / dimension, dimension, dtype: float64).DetachFromDisposeScope();
    }

    private static double[] Norms(double[] inputs, int dimension)
    {
        double[] norms = new double[inputs.Length / dimension];
        for (int a = 0; a < norms.Length; a++)
        {
            double sum = 0;
            foreach (double x in inputs.AsSpan(a * dimension, dimension))
            {
                sum += x * x;
            }

            norms[a] = sum / dimension;
        }

        return norms;
    }
}

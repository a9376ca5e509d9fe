using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Theory.Validation.Training;

namespace Theory.Validation.PhysicsInformed;

/// <summary>A chunk of points on its way through one network and back; everything stays in the cache of one core.</summary>
/// <remarks>
/// A layer has blocks of as many rows as the chunk has points, one below the other: D z, z_x, z, D h, h_x, h = s, s', s'', s''' with
/// D = ∂_t - ν ∂_xx. The first three are one matrix, so that a layer is one product, and so are the next three. At points without
/// equation only the values are carried.
/// </remarks>
internal sealed class ChunkSweep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Coefficients = 3;
    private const int Blocks = 9;

    /// <summary>Half of a cache of 1 MiB.</summary>
    private const int CacheBytes = 1 << 19;

    private readonly int[] _sizes;
    private readonly int[] _widths;
    private readonly TaylorActivation _activation;
    private readonly T _viscosity;
    private readonly T[][] _layers;
    private T[] _adjoint;
    private T[] _before;

    /// <summary>Room for chunks of <see cref="Points"/> points.</summary>
    public ChunkSweep(NetworkArchitecture architecture, TaylorActivation activation, double viscosity)
    {
        _activation = activation;
        _viscosity = T.CreateChecked(viscosity);
        Points = PointsFor(architecture);
        _sizes = [.. architecture.Sizes];
        _widths = [.. _sizes.Select(PaddedNetwork<T>.Padded)];
        _layers = [.. _widths.Select(w => GC.AllocateArray<T>(Blocks * Points * w, pinned: true))];
        _adjoint = GC.AllocateArray<T>(Coefficients * Points * _widths.Max(), pinned: true);
        _before = GC.AllocateArray<T>(_adjoint.Length, pinned: true);
    }

    /// <summary>Points of a chunk.</summary>
    public int Points { get; }

    private int Last => _sizes.Length - 1;

    /// <summary>The number of points that suits an architecture: so many that all layers fit in the cache, and at least one step of rows.</summary>
    public static int PointsFor(NetworkArchitecture architecture)
    {
        int perPoint = Blocks * Marshal.SizeOf<T>() * architecture.Sizes.Skip(1).SkipLast(1).Sum(PaddedNetwork<T>.Padded);
        return Math.Clamp(CacheBytes / Math.Max(perPoint, 1) / BlockProduct.RowStep * BlockProduct.RowStep, BlockProduct.RowStep, 64);
    }

    /// <summary>Coefficients of the output: D u (0), u_x (1) or u (2) of a point.</summary>
    public T Output(int coefficient, int point) => Block(Last, coefficient)[point * _widths[Last]];

    /// <summary>Carries a chunk through the layers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">x as the network sees it, for every point.</param>
    /// <param name="t">t as the network sees it, for every point.</param>
    /// <param name="scaling">What one step in x and in t is for the network.</param>
    /// <param name="derivatives">Whether derivatives are carried along.</param>
    public void Forward(PaddedNetwork<T> network, ReadOnlySpan<T> x, ReadOnlySpan<T> t, InputScaling scaling, bool derivatives)
    {
        int first = derivatives ? 0 : Coefficients - 1;
        SetInputs(x, t, scaling);
        for (int l = 1; l <= Last; l++)
        {
            int before = _widths[l - 1];
            int width = _widths[l];
            Span<T> z = Matrix(l, first);
            BlockProduct.Multiply(
                Matrix(l - 1, Coefficients + first), before, 1, network.Transposed(l), width, z, (Coefficients - first) * Points, _sizes[l - 1], width, add: false);
            Span<T> values = Block(l, 2);
            for (int p = 0; p < Points; p++)
            {
                Span<T> row = values.Slice(p * width, width);
                TensorPrimitives.Add(row, network.Biases(l), row);
            }

            if (l < Last)
            {
                _activation.Evaluate(values, _layers[l].AsSpan(5 * Points * width, TaylorActivation.Orders * Points * width));
                if (derivatives)
                {
                    Activate(l);
                }
            }
        }
    }

    /// <summary>Adds the gradient of a chunk that has just gone forward.</summary>
    /// <param name="network">The network.</param>
    /// <param name="outputs">The adjoints of D u, u_x and u, points by points.</param>
    /// <param name="gradient">What is added to.</param>
    /// <param name="derivatives">Whether derivatives were carried along; else the first two adjoints are not read.</param>
    public void Backward(PaddedNetwork<T> network, ReadOnlySpan<T> outputs, PaddedGradient<T> gradient, bool derivatives)
    {
        int first = derivatives ? 0 : Coefficients - 1;
        int rows = (Coefficients - first) * Points;
        Span<T> g = _adjoint.AsSpan(0, Coefficients * Points * _widths[Last]);
        g.Clear();
        for (int i = first * Points; i < Coefficients * Points; i++)
        {
            g[i * _widths[Last]] = outputs[i];
        }

        for (int l = Last; l >= 1; l--)
        {
            int width = _widths[l];
            int fanIn = _widths[l - 1];
            g = _adjoint.AsSpan(first * Points * width, rows * width);
            int outputsOfLayer = (_sizes[l] + BlockProduct.RowStep - 1) / BlockProduct.RowStep * BlockProduct.RowStep;
            BlockProduct.Multiply<T>(g, 1, width, Matrix(l - 1, Coefficients + first), fanIn, gradient.Weights(l), outputsOfLayer, rows, fanIn, add: true);
            Span<T> biases = gradient.Biases(l);
            for (int p = rows - Points; p < rows; p++)
            {
                TensorPrimitives.Add(biases, g.Slice(p * width, width), biases);
            }

            if (l > 1)
            {
                BlockProduct.Multiply<T>(
                    g, width, 1, network.Weights(l), fanIn, _before.AsSpan(first * Points * fanIn, rows * fanIn), rows, _sizes[l], fanIn, add: false);
                (_adjoint, _before) = (_before, _adjoint);
                Deactivate(l - 1, derivatives);
            }
        }
    }

    private void SetInputs(ReadOnlySpan<T> x, ReadOnlySpan<T> t, InputScaling scaling)
    {
        int width = _widths[0];
        Span<T> heat = Block(0, 3);
        Span<T> along = Block(0, 4);
        Span<T> values = Block(0, 5);
        for (int p = 0; p < Points; p++)
        {
            heat[(p * width) + 1] = T.CreateChecked(scaling.T);
            along[p * width] = T.CreateChecked(scaling.X);
            values[p * width] = x[p];
            values[(p * width) + 1] = t[p];
        }
    }

    /// <summary>h_x = s' z_x, D h = s' D z - ν s'' z_x².</summary>
    private void Activate(int l)
    {
        ReadOnlySpan<Vector512<T>> zd = Registers(l, 0), zx = Registers(l, 1), first = Registers(l, 6), second = Registers(l, 7);
        Span<Vector512<T>> hd = Registers(l, 3), hx = Registers(l, 4);
        var nu = Vector512.Create(_viscosity);
        for (int i = 0; i < zd.Length; i++)
        {
            hx[i] = first[i] * zx[i];
            hd[i] = (first[i] * zd[i]) - (nu * second[i] * zx[i] * zx[i]);
        }
    }

    /// <summary>Turns the adjoints of D h, h_x, h into those of D z, z_x, z, in place.</summary>
    private void Deactivate(int l, bool derivatives)
    {
        int size = Points * _widths[l];
        ReadOnlySpan<Vector512<T>> first = Registers(l, 6), second = Registers(l, 7), third = Registers(l, 8), zd = Registers(l, 0), zx = Registers(l, 1);
        Span<Vector512<T>> gd = Adjoints(0), gx = Adjoints(1), g = Adjoints(2);
        var nu = Vector512.Create(_viscosity);
        for (int i = 0; i < first.Length; i++)
        {
            if (!derivatives)
            {
                g[i] *= first[i];
                continue;
            }

            Vector512<T> bend = second[i] * zx[i];
            Vector512<T> scaled = nu * gd[i];
            g[i] = (g[i] * first[i]) + (gx[i] * bend) + (gd[i] * second[i] * zd[i]) - (scaled * third[i] * zx[i] * zx[i]);
            gx[i] = (gx[i] * first[i]) - ((scaled + scaled) * bend);
            gd[i] *= first[i];
        }

        Span<Vector512<T>> Adjoints(int coefficient) => MemoryMarshal.Cast<T, Vector512<T>>(_adjoint.AsSpan(coefficient * size, size));
    }

    private Span<T> Block(int l, int block) => _layers[l].AsSpan(block * Points * _widths[l], Points * _widths[l]);

    /// <summary>From a block on to the third or sixth, which end the coefficients of z and of h.</summary>
    private Span<T> Matrix(int l, int block)
    {
        int size = Points * _widths[l];
        int end = block < Coefficients ? Coefficients : 2 * Coefficients;
        return _layers[l].AsSpan(block * size, (end - block) * size);
    }

    private Span<Vector512<T>> Registers(int l, int block) => MemoryMarshal.Cast<T, Vector512<T>>(Block(l, block));
}

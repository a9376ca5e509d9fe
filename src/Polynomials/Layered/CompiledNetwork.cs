using System.Numerics;
using Fractions;

namespace Theory.Polynomials.Layered;

/// <summary>A layered network in floating point: every exact weight rounded once.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <remarks>
/// Batches are cut into blocks that stay in the cache, and within a block every operation is done for vectors of points. Units of one bundle
/// have proportional rows, z_i = a_i v + b_i; v is computed once. Safe to use from several threads.
/// </remarks>
public sealed class CompiledNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestBlock = 256;

    /// <summary>Values of one layer in a block, about half of a second-level cache.</summary>
    private const int CacheBytes = 1 << 17;

    private readonly int _p;
    private readonly CompiledLayer<T>[] _layers;
    private readonly int _rows;
    private readonly int _block;

    /// <summary>Rounds the weights of a network.</summary>
    /// <exception cref="UserInputException">A weight is too large for the type.</exception>
    public CompiledNetwork(LayeredNetwork network)
        : this(network, Layers(network))
    {
        if (TooLarge(_layers) is Fraction weight)
        {
            throw new UserInputException($"a weight of magnitude 1e{(int)(BigInteger.Log10(BigInteger.Abs(weight.Numerator)) - BigInteger.Log10(weight.Denominator))} does not fit into {typeof(T).Name}");
        }
    }

    private CompiledNetwork(LayeredNetwork network, CompiledLayer<T>[] layers)
    {
        _p = network.P;
        Inputs = network.Variables.Count;
        _layers = layers;
        _rows = Math.Max(Inputs, _layers.Max(l => l.RowsNeeded));
        int step = 2 * Vector<T>.Count;
        int fitting = CacheBytes / (_rows * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
        _block = Math.Clamp(fitting / step * step, step, LargestBlock);
    }

    /// <summary>The same; null where a weight is too large for the type.</summary>
    internal static CompiledNetwork<T>? TryCreate(LayeredNetwork network)
    {
        CompiledLayer<T>[] layers = Layers(network);
        return TooLarge(layers) is null ? new CompiledNetwork<T>(network, layers) : null;
    }

    /// <summary>The number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The output at one point.</summary>
    public T Evaluate(params ReadOnlySpan<T> point)
    {
        Span<T> result = stackalloc T[1];
        Evaluate(point, result);
        return result[0];
    }

    /// <summary>The outputs at many points.</summary>
    /// <param name="points">The coordinates, point after point.</param>
    /// <param name="results">Receives one value for each point.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lengths do not fit together.</exception>
    public void Evaluate(ReadOnlySpan<T> points, Span<T> results)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(points.Length, results.Length * Inputs);
        int step = 2 * Vector<T>.Count;
        int block = Math.Min(_block, Math.Max(step, (results.Length + step - 1) / step * step));
        T[] values = System.Buffers.ArrayPool<T>.Shared.Rent(_rows * block);
        T[] products = System.Buffers.ArrayPool<T>.Shared.Rent(_rows * block);
        for (int start = 0; start < results.Length; start += block)
        {
            int count = Math.Min(block, results.Length - start);
            ReadOnlySpan<T> coordinates = points.Slice(start * Inputs, count * Inputs);
            for (int i = 0; i < Inputs; i++)
            {
                Span<T> row = values.AsSpan(i * block, block);
                row[count..].Clear();
                for (int k = 0; k < count; k++)
                {
                    row[k] = coordinates[(k * Inputs) + i];
                }
            }

            foreach (CompiledLayer<T> layer in _layers)
            {
                layer.Multiply(values, products, block);
                layer.Activate(products, values, block, ReferenceEquals(layer, _layers[^1]) ? 0 : _p);
            }

            values.AsSpan(0, count).CopyTo(results[start..]);
        }

        System.Buffers.ArrayPool<T>.Shared.Return(values);
        System.Buffers.ArrayPool<T>.Shared.Return(products);
    }

    private static CompiledLayer<T>[] Layers(LayeredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return [.. network.Layers.Select(l => new CompiledLayer<T>(l))];
    }

    private static Fraction? TooLarge(CompiledLayer<T>[] layers) => layers.Select(l => l.TooLarge).FirstOrDefault(w => w is not null);
}

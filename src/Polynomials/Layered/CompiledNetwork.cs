using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Polynomials.Layered;

/// <summary>A layered network in floating point: every exact weight rounded once.</summary>
/// <typeparam name="T">double or float.</typeparam>
/// <remarks>
/// Batches are cut into blocks that stay in the cache; within a block each unit is computed for a whole vector of points at a time.
/// Zero weights are skipped. Safe to use from several threads.
/// </remarks>
public sealed class CompiledNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestBlock = 256;

    private readonly int _p;
    private readonly SparseLayer[] _layers;
    private readonly int _width;

    /// <summary>Rounds the weights of a network.</summary>
    /// <exception cref="UserInputException">A weight is too large for the type.</exception>
    public CompiledNetwork(LayeredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _p = network.P;
        Inputs = network.Variables.Count;
        _layers = [.. network.Layers.Select(l => new SparseLayer(l))];
        _width = Math.Max(network.Width, Inputs);
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
    public void Evaluate(ReadOnlySpan<T> points, Span<T> results)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(points.Length, results.Length * Inputs);
        int lanes = Vector<T>.Count;
        int block = Math.Min(LargestBlock, (results.Length + (4 * lanes) - 1) / (4 * lanes) * 4 * lanes);
        T[] from = System.Buffers.ArrayPool<T>.Shared.Rent(_width * block);
        T[] to = System.Buffers.ArrayPool<T>.Shared.Rent(_width * block);
        for (int start = 0; start < results.Length; start += block)
        {
            int count = Math.Min(block, results.Length - start);
            for (int i = 0; i < Inputs; i++)
            {
                Span<T> row = from.AsSpan(i * block, block);
                row[count..].Clear();
                for (int k = 0; k < count; k++)
                {
                    row[k] = points[((start + k) * Inputs) + i];
                }
            }

            foreach (SparseLayer layer in _layers.AsSpan(0, _layers.Length - 1))
            {
                layer.Apply(from, to, block, _p);
                (from, to) = (to, from);
            }

            _layers[^1].Apply(from, to, block, 0);
            to.AsSpan(0, count).CopyTo(results[start..]);
        }

        System.Buffers.ArrayPool<T>.Shared.Return(from);
        System.Buffers.ArrayPool<T>.Shared.Return(to);
    }

    private static T Round(Fraction value)
    {
        T rounded = T.CreateChecked(value.ToNearestDouble());
        return T.IsFinite(rounded)
            ? rounded
            : throw new UserInputException($"a weight of magnitude 1e{(int)(BigInteger.Log10(BigInteger.Abs(value.Numerator)) - BigInteger.Log10(value.Denominator))} does not fit into {typeof(T).Name}");
    }

    /// <summary>The non-zero weights of a layer, row after row.</summary>
    private sealed class SparseLayer
    {
        private readonly int[] _starts;
        private readonly int[] _columns;
        private readonly T[] _weights;
        private readonly T[] _biases;

        public SparseLayer(DenseLayer layer)
        {
            _biases = [.. layer.Biases.Select(Round)];
            List<int> starts = [0];
            List<int> columns = [];
            List<T> weights = [];
            foreach (Fraction[] row in layer.Weights)
            {
                foreach ((int column, Fraction weight) in row.Index().Where(t => !t.Item.IsZero))
                {
                    columns.Add(column);
                    weights.Add(Round(weight));
                }

                starts.Add(columns.Count);
            }

            (_starts, _columns, _weights) = ([.. starts], [.. columns], [.. weights]);
        }

        /// <summary>Rows of <paramref name="to"/> from rows of <paramref name="from"/>, each of one block of points.</summary>
        public void Apply(T[] from, T[] to, int block, int p)
        {
            int lanes = Vector<T>.Count;
            for (int row = 0; row < _biases.Length; row++)
            {
                ReadOnlySpan<int> columns = _columns.AsSpan(_starts[row].._starts[row + 1]);
                ReadOnlySpan<T> weights = _weights.AsSpan(_starts[row].._starts[row + 1]);
                Vector<T> bias = new(_biases[row]);
                Span<T> target = to.AsSpan(row * block, block);
                for (int k = 0; k < block; k += 4 * lanes)
                {
                    (Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> d) = (bias, bias, bias, bias);
                    for (int j = 0; j < columns.Length; j++)
                    {
                        Vector<T> weight = new(weights[j]);
                        ReadOnlySpan<T> source = from.AsSpan((columns[j] * block) + k, 4 * lanes);
                        a += weight * new Vector<T>(source);
                        b += weight * new Vector<T>(source[lanes..]);
                        c += weight * new Vector<T>(source[(2 * lanes)..]);
                        d += weight * new Vector<T>(source[(3 * lanes)..]);
                    }

                    Activate(a, p).CopyTo(target[k..]);
                    Activate(b, p).CopyTo(target[(k + lanes)..]);
                    Activate(c, p).CopyTo(target[(k + (2 * lanes))..]);
                    Activate(d, p).CopyTo(target[(k + (3 * lanes))..]);
                }
            }
        }

        /// <summary>z max(0, z+1)^p; the identity for p = 0.</summary>
        private static Vector<T> Activate(Vector<T> z, int p)
        {
            if (p == 0)
            {
                return z;
            }

            Vector<T> s = Vector.Max(Vector<T>.Zero, z + Vector<T>.One);
            Vector<T> power = s;
            for (int i = 1; i < p; i++)
            {
                power *= s;
            }

            return z * power;
        }
    }
}

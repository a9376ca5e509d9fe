using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fractions;
using Theory.Expressions;

namespace Theory.Polynomials.Layered;

/// <summary>An affine map with the activation after it, for blocks of points: row r of a block holds value r of every point.</summary>
internal sealed class CompiledLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Directions are multiplied in groups of this many, so that each value that is loaded is used as often.</summary>
    private const int Group = 4;

    private readonly List<(int[] Columns, T[] Weights)> _groups = [];
    private readonly (int Direction, T Slope, T Bias)[] _units;

    /// <summary>Groups rows that are proportional, and rounds.</summary>
    public CompiledLayer(DenseLayer layer)
    {
        List<Fraction[]> directions = [];
        Dictionary<string, int> known = [];
        _units = [.. layer.Weights.Select((row, i) =>
        {
            Fraction lead = row.FirstOrDefault(w => !w.IsZero);
            string key = lead.IsZero ? "" : string.Join(' ', row.Select(w => w / lead));
            if (!known.TryGetValue(key, out int direction))
            {
                known[key] = direction = directions.Count;
                directions.Add(row);
            }

            Fraction reference = directions[direction].FirstOrDefault(w => !w.IsZero);
            return (direction, Round(lead.IsZero ? Fraction.One : lead / reference), Round(layer.Biases[i]));
        })];
        foreach (Fraction[][] rows in directions.Chunk(Group))
        {
            int[] columns = [.. Enumerable.Range(0, layer.Inputs).Where(c => rows.Any(r => !r[c].IsZero))];
            _groups.Add((columns, [.. columns.SelectMany(c => Enumerable.Range(0, Group).Select(r => r < rows.Length ? Round(rows[r][c]) : T.Zero))]));
        }

        RowsNeeded = Math.Max(_units.Length, Group * _groups.Count);
    }

    /// <summary>A weight that is too large for the type; null where all fit.</summary>
    public Fraction? TooLarge { get; private set; }

    /// <summary>Rows that the arrays of a block must have room for.</summary>
    public int RowsNeeded { get; }

    /// <summary>The directions times the values.</summary>
    public void Multiply(T[] values, T[] products, int block)
    {
        int lanes = Vector<T>.Count;
        ref T source = ref MemoryMarshal.GetArrayDataReference(values);
        for (int g = 0; g < _groups.Count; g++)
        {
            (int[] columns, T[] packed) = _groups[g];
            ref T weights = ref MemoryMarshal.GetArrayDataReference(packed);
            Span<T> target = products.AsSpan(g * Group * block, Group * block);
            for (int k = 0; k < block; k += 2 * lanes)
            {
                (Vector<T> a0, Vector<T> a1, Vector<T> b0, Vector<T> b1) = (default, default, default, default);
                (Vector<T> c0, Vector<T> c1, Vector<T> d0, Vector<T> d1) = (default, default, default, default);
                for (int j = 0; j < columns.Length; j++)
                {
                    // Within the arrays: columns are rows of the layer below, and k + 2 lanes <= block.
                    ref T from = ref Unsafe.Add(ref source, (columns[j] * block) + k);
                    Vector<T> x = Vector.LoadUnsafe(ref from);
                    Vector<T> y = Vector.LoadUnsafe(ref from, (nuint)lanes);
                    ref T weight = ref Unsafe.Add(ref weights, Group * j);
                    Vector<T> w = new(weight);
                    a0 = MultiplyAdd(w, x, a0);
                    a1 = MultiplyAdd(w, y, a1);
                    w = new(Unsafe.Add(ref weight, 1));
                    b0 = MultiplyAdd(w, x, b0);
                    b1 = MultiplyAdd(w, y, b1);
                    w = new(Unsafe.Add(ref weight, 2));
                    c0 = MultiplyAdd(w, x, c0);
                    c1 = MultiplyAdd(w, y, c1);
                    w = new(Unsafe.Add(ref weight, 3));
                    d0 = MultiplyAdd(w, x, d0);
                    d1 = MultiplyAdd(w, y, d1);
                }

                Store(target[k..], lanes, a0, a1);
                Store(target[(block + k)..], lanes, b0, b1);
                Store(target[((2 * block) + k)..], lanes, c0, c1);
                Store(target[((3 * block) + k)..], lanes, d0, d1);
            }
        }
    }

    /// <summary>z = slope v + bias, then z max(0, z+1)^p; z itself for p = 0.</summary>
    public void Activate(T[] products, T[] values, int block, int p)
    {
        int lanes = Vector<T>.Count;
        for (int row = 0; row < _units.Length; row++)
        {
            (int direction, T slope, T bias) = _units[row];
            ReadOnlySpan<T> source = products.AsSpan(direction * block, block);
            Span<T> target = values.AsSpan(row * block, block);
            Vector<T> slopes = new(slope);
            Vector<T> biases = new(bias);
            for (int k = 0; k < block; k += lanes)
            {
                Vector<T> z = MultiplyAdd(slopes, new Vector<T>(source[k..]), biases);
                if (p > 0)
                {
                    Vector<T> s = Vector.Max(Vector<T>.Zero, z + Vector<T>.One);
                    for (int i = 0; i < p; i++)
                    {
                        z *= s;
                    }
                }

                z.CopyTo(target[k..]);
            }
        }
    }

    /// <summary>Fused where the machine can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd(Vector<T> a, Vector<T> b, Vector<T> c)
    {
        if (typeof(T) == typeof(double))
        {
            return Vector.As<double, T>(Vector.MultiplyAddEstimate(Vector.As<T, double>(a), Vector.As<T, double>(b), Vector.As<T, double>(c)));
        }

        return typeof(T) == typeof(float)
            ? Vector.As<float, T>(Vector.MultiplyAddEstimate(Vector.As<T, float>(a), Vector.As<T, float>(b), Vector.As<T, float>(c)))
            : (a * b) + c;
    }

    private static void Store(Span<T> target, int lanes, Vector<T> first, Vector<T> second)
    {
        first.CopyTo(target);
        second.CopyTo(target[lanes..]);
    }

    private T Round(Fraction value)
    {
        T rounded = T.CreateChecked(value.ToNearestDouble());
        TooLarge ??= T.IsFinite(rounded) ? null : value;
        return rounded;
    }
}

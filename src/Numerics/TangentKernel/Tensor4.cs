namespace Theory.Numerics.TangentKernel;

/// <summary>Numbers X_abcd for inputs a, b, c, d = 0 … m-1.</summary>
public sealed class Tensor4
{
    private readonly double[] _values;

    internal Tensor4(int count)
        : this(count, new double[count * count * count * count])
    {
    }

    internal Tensor4(int count, double[] values) => (Count, _values) = (count, values);

    /// <summary>The number m of inputs.</summary>
    public int Count { get; }

    /// <summary>One number; inputs are numbered from 0.</summary>
    public double this[int a, int b, int c, int d]
    {
        get => _values[(((((a * Count) + b) * Count) + c) * Count) + d];
        internal set => _values[(((((a * Count) + b) * Count) + c) * Count) + d] = value;
    }

    /// <summary>All of them, the last index running fastest.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The numbers of row (a, b), as c, d run; or of so many rows from there.</summary>
    internal Span<double> Row(int pair, int rows = 1) => _values.AsSpan(pair * Count * Count, rows * Count * Count);

    /// <summary>A tensor whose numbers are a function of their indices.</summary>
    internal static Tensor4 Of(int count, Func<int, int, int, int, double> value)
    {
        Tensor4 tensor = new(count);
        int i = 0;
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                for (int c = 0; c < count; c++)
                {
                    for (int d = 0; d < count; d++)
                    {
                        tensor._values[i++] = value(a, b, c, d);
                    }
                }
            }
        }

        return tensor;
    }
}

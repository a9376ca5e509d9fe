using System.Numerics;
using System.Runtime.InteropServices;

namespace Theory.Validation.Sampling;

/// <summary>Operations on the neurons of a layer, element by element, so that every result is determined by IEEE 754.</summary>
internal static class NeuronRows
{
    /// <summary>row = factor * other.</summary>
    public static void Set<T>(Span<T> row, ReadOnlySpan<T> other, T factor)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= row.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(other[i..]) * factor).CopyTo(row[i..]);
        }

        for (; i < row.Length; i++)
        {
            row[i] = other[i] * factor;
        }
    }

    /// <summary>row += factor * other.</summary>
    public static void Add<T>(Span<T> row, ReadOnlySpan<T> other, T factor)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= row.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(row[i..]) + (new Vector<T>(other[i..]) * factor)).CopyTo(row[i..]);
        }

        for (; i < row.Length; i++)
        {
            row[i] += other[i] * factor;
        }
    }

    /// <summary>row *= factor * other.</summary>
    public static void Multiply(Span<double> row, ReadOnlySpan<double> other, double factor)
    {
        int i = 0;
        for (; i <= row.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(row[i..]) * new Vector<double>(other[i..]) * factor).CopyTo(row[i..]);
        }

        for (; i < row.Length; i++)
        {
            row[i] = row[i] * other[i] * factor;
        }
    }

    /// <summary>The row in double precision.</summary>
    public static void Widen<T>(ReadOnlySpan<T> row, Span<double> wide)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(double))
        {
            MemoryMarshal.Cast<T, double>(row).CopyTo(wide);
            return;
        }

        ReadOnlySpan<float> single = MemoryMarshal.Cast<T, float>(row);
        int i = 0;
        for (; i <= single.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(single[i..]), out Vector<double> low, out Vector<double> high);
            low.CopyTo(wide[i..]);
            high.CopyTo(wide[(i + Vector<double>.Count)..]);
        }

        for (; i < single.Length; i++)
        {
            wide[i] = single[i];
        }
    }
}

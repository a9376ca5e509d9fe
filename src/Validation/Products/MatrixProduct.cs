using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Theory.Validation.Products;

/// <summary>Products of matrices in single or double precision on one thread, where the processor multiplies and adds at once.</summary>
/// <remarks>
/// On AMD's processors the library that torch uses keeps to 256 bits: it reaches two fifths of this one's speed on a core. Strips of B are copied
/// to where their rows follow one another, which also serves for transposed matrices; A is read as it lies. Sums of more than
/// <see cref="Depth"/> products are sums of such sums, which also rounds less. Every element is the same to the last bit whatever the sizes of A and B beside
/// it, and on every processor that <see cref="IsSupported"/>: on one of 256 bits
/// torch is a little faster, but its results depend on what lies beside a matrix. After K. Goto, R. van de Geijn, "Anatomy of high-performance matrix
/// multiplication", ACM TOMS 34 (2008).
/// </remarks>
internal static class MatrixProduct
{
    // A panel, 128 KiB, stays in the second-level cache of a core, and streams from there as fast as it is used.
    private const int Depth = 512;
    private const int VectorBytes = 64;

    /// <summary>Whether this processor can; torch multiplies elsewhere, and to the last bits otherwise.</summary>
    public static bool IsSupported => Vector512.IsHardwareAccelerated || Fma.IsSupported;

    /// <summary>C = A B; rows of C follow one another with a step, its columns lie side by side.</summary>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Multiply<T>(StridedMatrix<T> a, StridedMatrix<T> b, StridedMatrix<T> c)
        where T : unmanaged, INumber<T>
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns || c.ColumnStep != 1)
        {
            throw new ArgumentException($"no product of {a.Rows} x {a.Columns} and {b.Rows} x {b.Columns} is {c.Rows} x {c.Columns}");
        }

        if (a.Columns == 0)
        {
            throw new ArgumentException("a product needs at least one column of the first matrix");
        }

        int lanes = Vector512<T>.Count;
        Span<T> panel = MemoryMarshal.Cast<byte, T>(Scratch.Panel.AsSpan());
        for (int done = 0; done < c.Columns;)
        {
            // The last strip begins earlier, so that it is whole, and computes some columns again.
            int vectors = Math.Min((c.Columns - done + lanes - 1) / lanes, ProductTile.BestVectors);
            vectors = Math.Min(vectors, Math.Max(1, c.Columns / lanes));
            int columns = Math.Min(vectors * lanes, c.Columns);
            int start = Math.Min(done, c.Columns - columns);
            done = start + columns;
            Strip(a, b.Part(0, b.Rows, start, columns), c.Part(0, c.Rows, start, columns), panel, vectors);
        }
    }

    private static void Strip<T>(StridedMatrix<T> a, StridedMatrix<T> b, StridedMatrix<T> c, Span<T> panel, int vectors)
        where T : unmanaged, INumber<T>
    {
        int length = vectors * Vector512<T>.Count;
        Span<T> edge = MemoryMarshal.Cast<byte, T>(Scratch.Edge.AsSpan());
        for (int k = 0; k < a.Columns; k += Depth)
        {
            int depth = Math.Min(Depth, a.Columns - k);
            b.Part(k, depth, 0, b.Columns).CopyTo(panel, length);
            for (int i = 0; i < c.Rows; i += ProductTile.Rows)
            {
                int rows = Math.Min(ProductTile.Rows, c.Rows - i);
                if (c.Columns == length)
                {
                    ProductTile.Multiply(rows, vectors, depth, ref a[i, k], a.RowStep, a.ColumnStep, ref panel[0], length, ref c[i, 0], c.RowStep, add: k > 0);
                }
                else
                {
                    // Fewer columns than a vector has elements: the others are left behind in the scratch memory.
                    ProductTile.Multiply(rows, vectors, depth, ref a[i, k], a.RowStep, a.ColumnStep, ref panel[0], length, ref edge[0], length, add: false);
                    c.Part(i, rows, 0, c.Columns).Take(edge, length, add: k > 0);
                }
            }
        }
    }

    private static class Scratch
    {
        [ThreadStatic]
        private static byte[]? panel;

        [ThreadStatic]
        private static byte[]? edge;

        public static byte[] Panel => panel ??= GC.AllocateUninitializedArray<byte>(Depth * ProductTile.Vectors * VectorBytes);

        public static byte[] Edge => edge ??= GC.AllocateUninitializedArray<byte>(ProductTile.Rows * VectorBytes);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Theory.Validation.Products;

namespace Theory.Validation.PhysicsInformed;

/// <summary>Products of matrices that stay in the cache of one core, by the tiles of <see cref="ProductTile"/> where they lie.</summary>
/// <remarks>
/// For the few dozen rows of a chunk and layers of some dozens of neurons a call of torch costs more than the product. Rows come by eight and
/// columns by a whole register: sizes are padded. The order of every sum is fixed, whoever computes it.
/// </remarks>
internal static class BlockProduct
{
    /// <summary>The number of rows is a multiple of it.</summary>
    public const int RowStep = 8;

    /// <summary>C = A B, or C + A B.</summary>
    /// <param name="a">A; element (m, k) is at m * <paramref name="aRow"/> + k * <paramref name="aColumn"/>.</param>
    /// <param name="aRow">From one row of A to the next.</param>
    /// <param name="aColumn">From one column of A to the next.</param>
    /// <param name="b">B, its rows one below the other.</param>
    /// <param name="bRow">From one row of B to the next.</param>
    /// <param name="c">C, its rows one below the other, as long as <paramref name="columns"/>.</param>
    /// <param name="rows">Rows of A and C, a multiple of <see cref="RowStep"/>.</param>
    /// <param name="inner">Columns of A, rows of B.</param>
    /// <param name="columns">Columns of B and C, a multiple of the lanes of a register.</param>
    /// <param name="add">Whether to add to C.</param>
    public static void Multiply<T>(ReadOnlySpan<T> a, int aRow, int aColumn, ReadOnlySpan<T> b, int bRow, Span<T> c, int rows, int inner, int columns, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int lanes = Vector512<T>.Count;

        // The tiles read and write without further checks.
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows % RowStep, 0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns % lanes, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(a.Length, ((rows - 1) * aRow) + ((inner - 1) * aColumn) + 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(b.Length, ((inner - 1) * bRow) + columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(c.Length, rows * columns);
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T b0 = ref MemoryMarshal.GetReference(b);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        int vectors = ProductTile.BestVectors;
        for (int n = 0; n < columns; n += vectors * lanes)
        {
            int width = Math.Min(vectors, (columns - n) / lanes);
            for (int m = 0; m < rows; m += ProductTile.Rows)
            {
                int height = Math.Min(ProductTile.Rows, rows - m);
                ProductTile.Multiply(
                    height, width, inner, ref Unsafe.Add(ref a0, m * aRow), aRow, aColumn, ref Unsafe.Add(ref b0, n), bRow, ref Unsafe.Add(ref c0, (m * columns) + n), columns, add);
            }
        }
    }
}

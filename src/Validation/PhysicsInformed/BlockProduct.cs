using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static Theory.Validation.Products.ProductTile;

namespace Theory.Validation.PhysicsInformed;

/// <summary>Products of matrices that stay in the cache of one core, in registers of 512 bits.</summary>
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
        int n = 0;
        for (; n + (2 * lanes) <= columns; n += 2 * lanes)
        {
            for (int m = 0; m < rows; m += RowStep)
            {
                Wide(ref Unsafe.Add(ref a0, m * aRow), aRow, aColumn, ref Unsafe.Add(ref b0, n), bRow, ref Unsafe.Add(ref c0, (m * columns) + n), columns, inner, add);
            }
        }

        if (n < columns)
        {
            for (int m = 0; m < rows; m += RowStep)
            {
                Narrow(ref Unsafe.Add(ref a0, m * aRow), aRow, aColumn, ref Unsafe.Add(ref b0, n), bRow, ref Unsafe.Add(ref c0, (m * columns) + n), columns, inner, add);
            }
        }
    }

    /// <summary>Eight rows by two registers.</summary>
    private static void Wide<T>(ref T a, int aRow, int aColumn, ref T b, int bRow, ref T c, int cRow, int inner, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        ref T a2 = ref Unsafe.Add(ref a1, aRow);
        ref T a3 = ref Unsafe.Add(ref a2, aRow);
        ref T a4 = ref Unsafe.Add(ref a3, aRow);
        ref T a5 = ref Unsafe.Add(ref a4, aRow);
        ref T a6 = ref Unsafe.Add(ref a5, aRow);
        ref T a7 = ref Unsafe.Add(ref a6, aRow);
        nuint lanes = (nuint)Vector512<T>.Count;
        Vector512<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        Vector512<T> c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        if (add)
        {
            (c00, c01) = Load(ref c, 0, cRow);
            (c10, c11) = Load(ref c, 1, cRow);
            (c20, c21) = Load(ref c, 2, cRow);
            (c30, c31) = Load(ref c, 3, cRow);
            (c40, c41) = Load(ref c, 4, cRow);
            (c50, c51) = Load(ref c, 5, cRow);
            (c60, c61) = Load(ref c, 6, cRow);
            (c70, c71) = Load(ref c, 7, cRow);
        }

        nint k = 0;
        for (int i = 0; i < inner; i++)
        {
            Vector512<T> b0 = Vector512.LoadUnsafe(ref b);
            Vector512<T> b1 = Vector512.LoadUnsafe(ref b, lanes);
            Vector512<T> x = Vector512.Create(Unsafe.Add(ref a, k));
            c00 = MultiplyAdd(x, b0, c00);
            c01 = MultiplyAdd(x, b1, c01);
            x = Vector512.Create(Unsafe.Add(ref a1, k));
            c10 = MultiplyAdd(x, b0, c10);
            c11 = MultiplyAdd(x, b1, c11);
            x = Vector512.Create(Unsafe.Add(ref a2, k));
            c20 = MultiplyAdd(x, b0, c20);
            c21 = MultiplyAdd(x, b1, c21);
            x = Vector512.Create(Unsafe.Add(ref a3, k));
            c30 = MultiplyAdd(x, b0, c30);
            c31 = MultiplyAdd(x, b1, c31);
            x = Vector512.Create(Unsafe.Add(ref a4, k));
            c40 = MultiplyAdd(x, b0, c40);
            c41 = MultiplyAdd(x, b1, c41);
            x = Vector512.Create(Unsafe.Add(ref a5, k));
            c50 = MultiplyAdd(x, b0, c50);
            c51 = MultiplyAdd(x, b1, c51);
            x = Vector512.Create(Unsafe.Add(ref a6, k));
            c60 = MultiplyAdd(x, b0, c60);
            c61 = MultiplyAdd(x, b1, c61);
            x = Vector512.Create(Unsafe.Add(ref a7, k));
            c70 = MultiplyAdd(x, b0, c70);
            c71 = MultiplyAdd(x, b1, c71);
            k += aColumn;
            b = ref Unsafe.Add(ref b, bRow);
        }

        Store(ref c, 0, cRow, c00, c01);
        Store(ref c, 1, cRow, c10, c11);
        Store(ref c, 2, cRow, c20, c21);
        Store(ref c, 3, cRow, c30, c31);
        Store(ref c, 4, cRow, c40, c41);
        Store(ref c, 5, cRow, c50, c51);
        Store(ref c, 6, cRow, c60, c61);
        Store(ref c, 7, cRow, c70, c71);
    }

    /// <summary>Eight rows by one register.</summary>
    private static void Narrow<T>(ref T a, int aRow, int aColumn, ref T b, int bRow, ref T c, int cRow, int inner, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // Two rows at a time: what is left over is small.
        for (int m = 0; m < RowStep; m += 2)
        {
            ref T c0 = ref Unsafe.Add(ref c, m * cRow);
            ref T c1 = ref Unsafe.Add(ref c0, cRow);
            Vector512<T> first = add ? Vector512.LoadUnsafe(ref c0) : default;
            Vector512<T> second = add ? Vector512.LoadUnsafe(ref c1) : default;
            for (int i = 0; i < inner; i++)
            {
                Vector512<T> row = Vector512.LoadUnsafe(ref Unsafe.Add(ref b, i * bRow));
                first = MultiplyAdd(Vector512.Create(Unsafe.Add(ref a, (m * aRow) + (i * aColumn))), row, first);
                second = MultiplyAdd(Vector512.Create(Unsafe.Add(ref a, ((m + 1) * aRow) + (i * aColumn))), row, second);
            }

            first.StoreUnsafe(ref c0);
            second.StoreUnsafe(ref c1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<T> First, Vector512<T> Second) Load<T>(ref T c, int row, int cRow) =>
        (Vector512.LoadUnsafe(ref Unsafe.Add(ref c, row * cRow)), Vector512.LoadUnsafe(ref Unsafe.Add(ref c, (row * cRow) + Vector512<T>.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ref T c, int row, int cRow, Vector512<T> first, Vector512<T> second)
    {
        first.StoreUnsafe(ref Unsafe.Add(ref c, row * cRow));
        second.StoreUnsafe(ref Unsafe.Add(ref c, (row * cRow) + Vector512<T>.Count));
    }
}

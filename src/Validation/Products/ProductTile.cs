using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Theory.Validation.Products;

/// <summary>The innermost loop of a product of matrices: a tile of the result that fits in the vector registers.</summary>
/// <remarks>
/// Six rows by four vectors of 512 bits: 24 sums, four vectors of B and one element of A fill 29 of 32 registers, and 24 sums hide
/// the latency of two multiply-adds at a time. Where registers have 256 bits, <see cref="HalfTile"/> does one vector at a time. Each element's products are added in the order of k, with one rounding each, whatever the
/// tile, so that a result does not depend on where an element lies. Rows and vectors are types, so that the compiler leaves out
/// what a smaller tile does not have.
/// </remarks>
internal static class ProductTile
{
    /// <summary>The most rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>The most vectors of 512 bits in a row of a tile.</summary>
    public const int Vectors = 4;

    /// <summary>The vectors in a row of a tile that suit the registers of this processor.</summary>
    public static int BestVectors => Vector512.IsHardwareAccelerated ? Vectors : 1;

    /// <summary>C = A B, or C += A B, for a tile.</summary>
    /// <param name="rows">The number of rows, from 1 to <see cref="Rows"/>.</param>
    /// <param name="vectors">The number of vectors in a row, from 1 to <see cref="Vectors"/>.</param>
    /// <param name="k">The number of products in each sum.</param>
    /// <param name="a">A's first element.</param>
    /// <param name="rowStep">From one row of A to the next.</param>
    /// <param name="columnStep">From one column of A to the next.</param>
    /// <param name="b">B's first element.</param>
    /// <param name="bStep">From one row of B to the next.</param>
    /// <param name="c">C's first element.</param>
    /// <param name="step">From one row of C to the next.</param>
    /// <param name="add">Whether what C holds is kept.</param>
    public static void Multiply<T>(int rows, int vectors, int k, ref T a, nint rowStep, nint columnStep, ref T b, nint bStep, ref T c, nint step, bool add)
        where T : unmanaged, INumber<T>
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            for (int offset = 0; offset < vectors * Vector512<T>.Count; offset += Vector512<T>.Count)
            {
                HalfTile.Multiply(rows, k, ref a, rowStep, columnStep, ref Unsafe.Add(ref b, offset), bStep, ref Unsafe.Add(ref c, offset), step, add);
            }

            return;
        }

        switch (rows)
        {
            case 6: Multiply<T, Six>(vectors, k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            case 5: Multiply<T, Five>(vectors, k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            case 4: Multiply<T, Four>(vectors, k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            case 3: Multiply<T, Three>(vectors, k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            case 2: Multiply<T, Two>(vectors, k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            default: Multiply<T, One>(vectors, k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
        }
    }

    private static void Multiply<T, TRows>(int vectors, int k, ref T a, nint rowStep, nint columnStep, ref T b, nint bStep, ref T c, nint step, bool add)
        where T : unmanaged, INumber<T>
        where TRows : struct, ICount
    {
        switch (vectors)
        {
            case 4: Multiply<T, TRows, Four>(k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            case 3: Multiply<T, TRows, Three>(k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            case 2: Multiply<T, TRows, Two>(k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            default: Multiply<T, TRows, One>(k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply<T, TRows, TVectors>(int k, ref T a, nint rowStep, nint columnStep, ref T b, nint bStep, ref T c, nint step, bool add)
        where T : unmanaged, INumber<T>
        where TRows : struct, ICount
        where TVectors : struct, ICount
    {
        Vector512<T> c00 = default, c01 = default, c02 = default, c03 = default;
        Vector512<T> c10 = default, c11 = default, c12 = default, c13 = default;
        Vector512<T> c20 = default, c21 = default, c22 = default, c23 = default;
        Vector512<T> c30 = default, c31 = default, c32 = default, c33 = default;
        Vector512<T> c40 = default, c41 = default, c42 = default, c43 = default;
        Vector512<T> c50 = default, c51 = default, c52 = default, c53 = default;
        for (; k > 0; k--)
        {
            Load<T, TVectors>(ref b, out Vector512<T> b0, out Vector512<T> b1, out Vector512<T> b2, out Vector512<T> b3);
            MultiplyAdd<T, TVectors>(a, b0, b1, b2, b3, ref c00, ref c01, ref c02, ref c03);
            if (TRows.Value > 1)
            {
                MultiplyAdd<T, TVectors>(Unsafe.Add(ref a, rowStep), b0, b1, b2, b3, ref c10, ref c11, ref c12, ref c13);
            }

            if (TRows.Value > 2)
            {
                MultiplyAdd<T, TVectors>(Unsafe.Add(ref a, 2 * rowStep), b0, b1, b2, b3, ref c20, ref c21, ref c22, ref c23);
            }

            if (TRows.Value > 3)
            {
                MultiplyAdd<T, TVectors>(Unsafe.Add(ref a, 3 * rowStep), b0, b1, b2, b3, ref c30, ref c31, ref c32, ref c33);
            }

            if (TRows.Value > 4)
            {
                MultiplyAdd<T, TVectors>(Unsafe.Add(ref a, 4 * rowStep), b0, b1, b2, b3, ref c40, ref c41, ref c42, ref c43);
            }

            if (TRows.Value > 5)
            {
                MultiplyAdd<T, TVectors>(Unsafe.Add(ref a, 5 * rowStep), b0, b1, b2, b3, ref c50, ref c51, ref c52, ref c53);
            }

            a = ref Unsafe.Add(ref a, columnStep);
            b = ref Unsafe.Add(ref b, bStep);
        }

        Store<T, TVectors>(ref c, add, c00, c01, c02, c03);
        if (TRows.Value > 1)
        {
            Store<T, TVectors>(ref Unsafe.Add(ref c, step), add, c10, c11, c12, c13);
        }

        if (TRows.Value > 2)
        {
            Store<T, TVectors>(ref Unsafe.Add(ref c, 2 * step), add, c20, c21, c22, c23);
        }

        if (TRows.Value > 3)
        {
            Store<T, TVectors>(ref Unsafe.Add(ref c, 3 * step), add, c30, c31, c32, c33);
        }

        if (TRows.Value > 4)
        {
            Store<T, TVectors>(ref Unsafe.Add(ref c, 4 * step), add, c40, c41, c42, c43);
        }

        if (TRows.Value > 5)
        {
            Store<T, TVectors>(ref Unsafe.Add(ref c, 5 * step), add, c50, c51, c52, c53);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<T, TVectors>(ref T from, out Vector512<T> v0, out Vector512<T> v1, out Vector512<T> v2, out Vector512<T> v3)
        where TVectors : struct, ICount
    {
        int count = Vector512<T>.Count;
        v0 = Vector512.LoadUnsafe(ref from);
        v1 = TVectors.Value > 1 ? Vector512.LoadUnsafe(ref from, (nuint)count) : default;
        v2 = TVectors.Value > 2 ? Vector512.LoadUnsafe(ref from, (nuint)(2 * count)) : default;
        v3 = TVectors.Value > 3 ? Vector512.LoadUnsafe(ref from, (nuint)(3 * count)) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<T, TVectors>(
        T a, Vector512<T> b0, Vector512<T> b1, Vector512<T> b2, Vector512<T> b3, ref Vector512<T> c0, ref Vector512<T> c1, ref Vector512<T> c2, ref Vector512<T> c3)
        where TVectors : struct, ICount
    {
        Vector512<T> x = Vector512.Create(a);
        c0 = MultiplyAdd(x, b0, c0);
        if (TVectors.Value > 1)
        {
            c1 = MultiplyAdd(x, b1, c1);
        }

        if (TVectors.Value > 2)
        {
            c2 = MultiplyAdd(x, b2, c2);
        }

        if (TVectors.Value > 3)
        {
            c3 = MultiplyAdd(x, b3, c3);
        }
    }

    /// <summary>x y + z, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T, TVectors>(ref T to, bool add, Vector512<T> v0, Vector512<T> v1, Vector512<T> v2, Vector512<T> v3)
        where TVectors : struct, ICount
    {
        if (add)
        {
            Load<T, TVectors>(ref to, out Vector512<T> old0, out Vector512<T> old1, out Vector512<T> old2, out Vector512<T> old3);
            (v0, v1, v2, v3) = (old0 + v0, old1 + v1, old2 + v2, old3 + v3);
        }

        int count = Vector512<T>.Count;
        v0.StoreUnsafe(ref to);
        if (TVectors.Value > 1)
        {
            v1.StoreUnsafe(ref to, (nuint)count);
        }

        if (TVectors.Value > 2)
        {
            v2.StoreUnsafe(ref to, (nuint)(2 * count));
        }

        if (TVectors.Value > 3)
        {
            v3.StoreUnsafe(ref to, (nuint)(3 * count));
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Theory.Validation.Products;

/// <summary><see cref="ProductTile"/> for registers of 256 bits: up to six rows by two vectors, which are as wide as one of 512 bits.</summary>
/// <remarks>12 sums, two vectors of B and one element of A fill 15 of 16 registers. The order of the sums is the wide tile's, hence every bit.</remarks>
internal static class HalfTile
{
    /// <summary>C = A B, or C += A B, for up to six rows and as many columns as a vector of 512 bits has elements.</summary>
    /// <remarks>The parameters are those of <see cref="ProductTile"/>.</remarks>
    public static void Multiply<T>(int rows, int k, ref T a, nint rowStep, nint columnStep, ref T b, nint bStep, ref T c, nint step, bool add)
        where T : unmanaged, INumber<T>
    {
        switch (rows)
        {
            case 6: Multiply<T, Six>(k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            case 5: Multiply<T, Five>(k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            case 4: Multiply<T, Four>(k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            case 3: Multiply<T, Three>(k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            case 2: Multiply<T, Two>(k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
            default: Multiply<T, One>(k, ref a, rowStep, columnStep, ref b, bStep, ref c, step, add); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply<T, TRows>(int k, ref T a, nint rowStep, nint columnStep, ref T b, nint bStep, ref T c, nint step, bool add)
        where T : unmanaged, INumber<T>
        where TRows : struct, ICount
    {
        Vector256<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector256<T> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (; k > 0; k--)
        {
            Vector256<T> b0 = Vector256.LoadUnsafe(ref b);
            Vector256<T> b1 = Vector256.LoadUnsafe(ref b, (nuint)Vector256<T>.Count);
            MultiplyAdd(a, b0, b1, ref c00, ref c01);
            if (TRows.Value > 1)
            {
                MultiplyAdd(Unsafe.Add(ref a, rowStep), b0, b1, ref c10, ref c11);
            }

            if (TRows.Value > 2)
            {
                MultiplyAdd(Unsafe.Add(ref a, 2 * rowStep), b0, b1, ref c20, ref c21);
            }

            if (TRows.Value > 3)
            {
                MultiplyAdd(Unsafe.Add(ref a, 3 * rowStep), b0, b1, ref c30, ref c31);
            }

            if (TRows.Value > 4)
            {
                MultiplyAdd(Unsafe.Add(ref a, 4 * rowStep), b0, b1, ref c40, ref c41);
            }

            if (TRows.Value > 5)
            {
                MultiplyAdd(Unsafe.Add(ref a, 5 * rowStep), b0, b1, ref c50, ref c51);
            }

            a = ref Unsafe.Add(ref a, columnStep);
            b = ref Unsafe.Add(ref b, bStep);
        }

        Store(ref c, add, c00, c01);
        if (TRows.Value > 1)
        {
            Store(ref Unsafe.Add(ref c, step), add, c10, c11);
        }

        if (TRows.Value > 2)
        {
            Store(ref Unsafe.Add(ref c, 2 * step), add, c20, c21);
        }

        if (TRows.Value > 3)
        {
            Store(ref Unsafe.Add(ref c, 3 * step), add, c30, c31);
        }

        if (TRows.Value > 4)
        {
            Store(ref Unsafe.Add(ref c, 4 * step), add, c40, c41);
        }

        if (TRows.Value > 5)
        {
            Store(ref Unsafe.Add(ref c, 5 * step), add, c50, c51);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<T>(T a, Vector256<T> b0, Vector256<T> b1, ref Vector256<T> c0, ref Vector256<T> c1)
    {
        Vector256<T> x = Vector256.Create(a);
        c0 = MultiplyAdd(x, b0, c0);
        c1 = MultiplyAdd(x, b1, c1);
    }

    /// <summary>x y + z, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> MultiplyAdd<T>(Vector256<T> x, Vector256<T> y, Vector256<T> z) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ref T to, bool add, Vector256<T> v0, Vector256<T> v1)
    {
        nuint count = (nuint)Vector256<T>.Count;
        if (add)
        {
            v0 = Vector256.LoadUnsafe(ref to) + v0;
            v1 = Vector256.LoadUnsafe(ref to, count) + v1;
        }

        v0.StoreUnsafe(ref to);
        v1.StoreUnsafe(ref to, count);
    }
}

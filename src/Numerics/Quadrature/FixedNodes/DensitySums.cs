using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>Sums over nodes with the density of N(0, K), in vectors of eight; the number of nodes is a multiple of that.</summary>
/// <remarks>
/// Always eight lanes: a processor with shorter vectors computes them in parts, and the order of summation, and with it every bit of the result, stays
/// the same wherever multiplication and addition can be fused.
/// </remarks>
internal static class DensitySums
{
    /// <summary>Nodes at a time.</summary>
    public const int Width = 8;

    /// <summary>exp(-z^2/(2K)).</summary>
    public static void Density(ReadOnlySpan<double> halfSquare, double k, Span<double> density)
    {
        double inverse = 1 / k;
        for (int i = 0; i < density.Length; i += Width)
        {
            Store(Vector512.Exp(Load(halfSquare, i) * inverse), density, i);
        }
    }

    /// <summary>The sum of p f.</summary>
    public static double Sum(ReadOnlySpan<double> density, ReadOnlySpan<double> f)
    {
        Vector512<double> even = default, odd = default;
        int i = 0;
        for (; i <= density.Length - (2 * Width); i += 2 * Width)
        {
            even = Vector512.FusedMultiplyAdd(Load(density, i), Load(f, i), even);
            odd = Vector512.FusedMultiplyAdd(Load(density, i + Width), Load(f, i + Width), odd);
        }

        if (i < density.Length)
        {
            even = Vector512.FusedMultiplyAdd(Load(density, i), Load(f, i), even);
        }

        return Vector512.Sum(even + odd);
    }

    /// <summary>The sum of p f t^2.</summary>
    public static double SecondMoment(ReadOnlySpan<double> density, ReadOnlySpan<double> f, ReadOnlySpan<double> halfSquare, double k)
    {
        Vector512<double> sum = default;
        for (int i = 0; i < density.Length; i += Width)
        {
            sum = Vector512.FusedMultiplyAdd(Load(density, i) * Load(f, i), Load(halfSquare, i), sum);
        }

        return Vector512.Sum(sum) * (-2 / k);
    }

    /// <summary>The sums of p f (t^2 - 1) and of its absolute value.</summary>
    public static (double Value, double Magnitude) SlopeSum(ReadOnlySpan<double> density, ReadOnlySpan<double> f, ReadOnlySpan<double> halfSquare, double k)
    {
        Vector512<double> value = default, magnitude = default;
        double twice = -2 / k;
        for (int i = 0; i < density.Length; i += Width)
        {
            Vector512<double> term = SlopeTerm(density, f, halfSquare, twice, i);
            value += term;
            magnitude += Vector512.Abs(term);
        }

        return (Vector512.Sum(value), Vector512.Sum(magnitude));
    }

    /// <summary>The sums of p f (t^4 - 6 t^2 + 3) and of its absolute value.</summary>
    public static (double Value, double Magnitude) CurvatureSum(ReadOnlySpan<double> density, ReadOnlySpan<double> f, ReadOnlySpan<double> halfSquare, double k)
    {
        Vector512<double> value = default, magnitude = default;
        Vector512<double> three = Vector512.Create(3.0), six = Vector512.Create(6.0);
        double twice = -2 / k;
        for (int i = 0; i < density.Length; i += Width)
        {
            Vector512<double> square = Load(halfSquare, i) * twice;
            Vector512<double> term = Load(density, i) * Load(f, i) * ((square * (square - six)) + three);
            value += term;
            magnitude += Vector512.Abs(term);
        }

        return (Vector512.Sum(value), Vector512.Sum(magnitude));
    }

    /// <summary>p f.</summary>
    public static void Products(ReadOnlySpan<double> density, ReadOnlySpan<double> f, Span<double> products)
    {
        for (int i = 0; i < products.Length; i += Width)
        {
            Store(Load(density, i) * Load(f, i), products, i);
        }
    }

    /// <summary>p f (t^2 - 1).</summary>
    public static void SlopeProducts(ReadOnlySpan<double> density, ReadOnlySpan<double> f, ReadOnlySpan<double> halfSquare, double k, Span<double> products)
    {
        double twice = -2 / k;
        for (int i = 0; i < products.Length; i += Width)
        {
            Store(SlopeTerm(density, f, halfSquare, twice, i), products, i);
        }
    }

    private static Vector512<double> SlopeTerm(ReadOnlySpan<double> density, ReadOnlySpan<double> f, ReadOnlySpan<double> halfSquare, double twice, int i) =>
        Load(density, i) * Load(f, i) * ((Load(halfSquare, i) * twice) - Vector512<double>.One);

    private static Vector512<double> Load(ReadOnlySpan<double> x, int i) => Vector512.LoadUnsafe(in MemoryMarshal.GetReference(x.Slice(i, Width)));

    private static void Store(Vector512<double> v, Span<double> x, int i) => v.StoreUnsafe(ref MemoryMarshal.GetReference(x.Slice(i, Width)));
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Theory.Validation.Sampling;

/// <summary>Sums over the neurons of a layer, in double precision and in an order that depends on their number only.</summary>
/// <remarks>
/// Products and sums are rounded one by one, in 32 running sums, on every processor alike; torch's own reductions choose their order by
/// the shape of the tensor, the number of threads and the device.
/// </remarks>
internal static class NeuronSums
{
    private const int Lanes = 8;
    private const int Step = 4 * Lanes;

    /// <summary>Elements after the last neuron must be 0 up to a multiple of this length.</summary>
    public static int PaddedLength(int neurons) => (neurons + Step - 1) / Step * Step;

    /// <summary>The sum of x_j y_j; lengths are equal multiples of 32.</summary>
    public static double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double first = ref MemoryMarshal.GetReference(x);
        ref double second = ref MemoryMarshal.GetReference(y);
        (Vector512<double> a, Vector512<double> b) = (Vector512<double>.Zero, Vector512<double>.Zero);
        (Vector512<double> c, Vector512<double> d) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (nuint i = 0; i < (nuint)x.Length; i += Step)
        {
            a += Vector512.LoadUnsafe(ref first, i) * Vector512.LoadUnsafe(ref second, i);
            b += Vector512.LoadUnsafe(ref first, i + Lanes) * Vector512.LoadUnsafe(ref second, i + Lanes);
            c += Vector512.LoadUnsafe(ref first, i + (2 * Lanes)) * Vector512.LoadUnsafe(ref second, i + (2 * Lanes));
            d += Vector512.LoadUnsafe(ref first, i + (3 * Lanes)) * Vector512.LoadUnsafe(ref second, i + (3 * Lanes));
        }

        Vector512<double> total = a + b + (c + d);
        Vector256<double> halves = total.GetLower() + total.GetUpper();
        Vector128<double> quarters = halves.GetLower() + halves.GetUpper();
        return quarters[0] + quarters[1];
    }

    /// <summary>The sums of z^2, z^4, z^6.</summary>
    public static (double Square, double Fourth, double Sixth) Moments(ReadOnlySpan<double> z)
    {
        ref double first = ref MemoryMarshal.GetReference(z);
        (Vector512<double> square, Vector512<double> fourth, Vector512<double> sixth) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (nuint i = 0; i < (nuint)z.Length; i += Lanes)
        {
            Vector512<double> z1 = Vector512.LoadUnsafe(ref first, i);
            Vector512<double> z2 = z1 * z1;
            Vector512<double> z4 = z2 * z2;
            square += z2;
            fourth += z4;
            sixth += z4 * z2;
        }

        return (Total(square), Total(fourth), Total(sixth));
    }

    private static double Total(Vector512<double> lanes)
    {
        Vector256<double> halves = lanes.GetLower() + lanes.GetUpper();
        Vector128<double> quarters = halves.GetLower() + halves.GetUpper();
        return quarters[0] + quarters[1];
    }
}

using System.Numerics;

namespace Theory.Numerics.Kernels;

/// <summary>Correlations of pairs from their covariances and variances.</summary>
/// <remarks>An input of variance 0 is correlated with nothing; what is nearer to full correlation than rounding is full.</remarks>
internal static class PairCorrelations
{
    /// <summary>Of one input with many.</summary>
    /// <param name="k">The covariances.</param>
    /// <param name="variance">The variance of the one.</param>
    /// <param name="deviation">Its root.</param>
    /// <param name="variances">Those of the others.</param>
    /// <param name="deviations">Their roots.</param>
    /// <param name="correlations">The result.</param>
    public static void OfOne(ReadOnlySpan<double> k, double variance, double deviation, ReadOnlySpan<double> variances, ReadOnlySpan<double> deviations, Span<double> correlations)
    {
        Vector<double> v = new(variance);
        Vector<double> d = new(deviation);
        int i = 0;
        for (; i <= k.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Of(new(k[i..]), v, new(variances[i..]), d, new(deviations[i..])).CopyTo(correlations[i..]);
        }

        for (; i < k.Length; i++)
        {
            correlations[i] = Of(new(k[i]), v, new(variances[i]), d, new(deviations[i]))[0];
        }
    }

    /// <summary>Of many with as many others.</summary>
    public static void OfMany(
        ReadOnlySpan<double> k, ReadOnlySpan<double> first, ReadOnlySpan<double> firstDeviations, ReadOnlySpan<double> second, ReadOnlySpan<double> secondDeviations, Span<double> correlations)
    {
        int i = 0;
        for (; i <= k.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Of(new(k[i..]), new(first[i..]), new(second[i..]), new(firstDeviations[i..]), new(secondDeviations[i..])).CopyTo(correlations[i..]);
        }

        for (; i < k.Length; i++)
        {
            correlations[i] = Of(new(k[i]), new(first[i]), new(second[i]), new(firstDeviations[i]), new(secondDeviations[i]))[0];
        }
    }

    private static Vector<double> Of(Vector<double> k, Vector<double> ka, Vector<double> kb, Vector<double> deviationA, Vector<double> deviationB)
    {
        // The root of a square need not be the number: equal variances divide by themselves.
        Vector<double> rho = k / Vector.ConditionalSelect(Vector.Equals(kb, ka), kb, deviationA * deviationB);
        Vector<double> limited = Vector.ConditionalSelect(
            Vector.LessThan(Vector.Abs(rho), new Vector<double>(KernelRecursion.FullCorrelation)), rho, Vector.CopySign(Vector<double>.One, rho));
        return Vector.ConditionalSelect(Vector.Equals(deviationA, Vector<double>.Zero) | Vector.Equals(deviationB, Vector<double>.Zero), Vector<double>.Zero, limited);
    }
}

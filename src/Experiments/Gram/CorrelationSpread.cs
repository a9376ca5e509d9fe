using Theory.Numerics.Kernels;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Gram;

/// <summary>Mean, least and largest correlation of two different inputs, row by row, as there may be millions.</summary>
internal static class CorrelationSpread
{
    /// <summary>The spread; NaN if there is one input only.</summary>
    public static Spread Of(SymmetricMatrix kernel)
    {
        int m = kernel.Size;
        if (m < 2)
        {
            return new Spread(double.NaN, double.NaN, double.NaN);
        }

        double[] deviations = [.. Enumerable.Range(0, m).Select(a => Math.Sqrt(kernel[a, a]))];
        Spread[] rows = new Spread[m - 1];
        Parallel.For(0, m - 1, a =>
        {
            (double sum, double least, double largest) = (0, double.PositiveInfinity, double.NegativeInfinity);
            for (int b = a + 1; b < m; b++)
            {
                double scale = deviations[a] * deviations[b];
                double rho = scale == 0 ? 0 : Math.Clamp(kernel[a, b] / scale, -1, 1);
                sum += rho;
                least = Math.Min(least, rho);
                largest = Math.Max(largest, rho);
            }

            rows[a] = new Spread(sum, least, largest);
        });
        return new Spread(rows.Sum(r => r.Mean) / (0.5 * m * (m - 1)), rows.Min(r => r.Least), rows.Max(r => r.Largest));
    }
}

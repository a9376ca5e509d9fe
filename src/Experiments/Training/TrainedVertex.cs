using Theory.Validation.Statistics;

namespace Theory.Experiments.Training;

/// <summary>The four-point vertex of trained networks from moments of preactivations (paper eq. 3).</summary>
internal static class TrainedVertex
{
    /// <summary>V = n Cov(z_i², z_j²), i ≠ j, over networks, averaged over probe inputs, with an error by the jackknife over networks.</summary>
    /// <param name="width">n.</param>
    /// <param name="second">(1/n) Σ z_i² by [network][probe].</param>
    /// <param name="fourth">(1/n) Σ z_i⁴ by [network][probe].</param>
    /// <remarks>
    /// With A = (1/n) Σ z_i², n Var(A) = Var(z²) + (n-1) Cov, and Var(z²) = E[z⁴] - E[z²]²; hence V = n/(n-1) (n Var(A) - Var(z²)). Trained
    /// networks have no conditional law of preactivations whose variance would be the stochastic metric, so correlators are all there is.
    /// </remarks>
    public static Estimate Of(int width, IReadOnlyList<double[]> second, IReadOnlyList<double[]> fourth)
    {
        int m = second.Count;
        if (m < 3)
        {
            return new Estimate(double.NaN, double.NaN);
        }

        int probes = second[0].Length;
        double total = 0;
        double[] without = new double[m];
        for (int p = 0; p < probes; p++)
        {
            double[] a = [.. second.Select(s => s[p])];
            double[] b = [.. fourth.Select(s => s[p])];
            double sumA = a.Sum();
            double sumSquares = a.Sum(x => x * x);
            double sumB = b.Sum();
            total += Vertex(width, m, sumA, sumSquares, sumB) / probes;
            for (int i = 0; i < m; i++)
            {
                without[i] += Vertex(width, m - 1, sumA - a[i], sumSquares - (a[i] * a[i]), sumB - b[i]) / probes;
            }
        }

        double mean = without.Average();
        return new Estimate(total, Math.Sqrt((m - 1.0) / m * without.Sum(v => (v - mean) * (v - mean))));
    }

    private static double Vertex(int width, int m, double sumA, double sumSquares, double sumB)
    {
        double mean = sumA / m;
        double variance = (sumSquares - (m * mean * mean)) / (m - 1);

        // E[A]² = mean² - Var(A)/m, without bias.
        double ofSquare = (sumB / m) - (mean * mean) + (variance / m);
        return width / (width - 1.0) * ((width * variance) - ofSquare);
    }
}

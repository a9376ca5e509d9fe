using MathNet.Numerics.LinearAlgebra;

namespace Theory.Validation.Statistics;

/// <summary>Estimates with errors for any smooth functions of means, by leaving out one block of networks after the other.</summary>
/// <remarks>
/// The delete-a-group jackknife for groups that need not have the same size (F. Busing, E. Meijer, R. van der Leeden, Statistics and
/// Computing 9 (1999) 3). It also removes the bias of order 1/M of functions that are not linear.
/// </remarks>
public sealed class Jackknife
{
    private readonly EnsembleMeans _all;
    private readonly (EnsembleMeans Without, double Inverse)[] _groups;

    /// <param name="all">Means over all networks.</param>
    /// <param name="groups">Means without each block, and M divided by the size of the block.</param>
    internal Jackknife(EnsembleMeans all, (EnsembleMeans Without, double Inverse)[] groups)
    {
        _all = all;
        _groups = groups;
    }

    /// <summary>The number of blocks with networks in them.</summary>
    public int Groups => _groups.Length;

    /// <summary>A statistic and its standard error.</summary>
    /// <returns>Without its error (NaN) when there are fewer than three blocks.</returns>
    public Estimate Estimate(Func<EnsembleMeans, double> statistic)
    {
        (double[] values, Matrix<double> covariance) = Estimate(means => [statistic(means)]);
        double error = Math.Sqrt(covariance[0, 0]);

        // Means of equal numbers differ by their rounding, which is no error of anything.
        return error <= 1e-14 * Math.Abs(values[0]) ? new Estimate(statistic(_all), 0) : new Estimate(values[0], error);
    }

    /// <summary>Several statistics with the covariance of their errors.</summary>
    public (double[] Values, Matrix<double> Covariance) Estimate(Func<EnsembleMeans, double[]> statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        return Combine(statistics(_all), [.. _groups.Select(g => (statistics(g.Without), g.Inverse))]);
    }

    /// <summary>A function of the means of block sums, with its standard error.</summary>
    internal static Estimate Of(BlockSums sums, Func<double[], double> statistic)
    {
        (double[] means, double[][] without) = sums.Means();
        double total = sums.Counts.Sum();
        (double[] values, Matrix<double> covariance) = Combine(
            [statistic(means)],
            [.. without.Select((w, block) => (w, sums.Counts[block])).Where(b => b.Item2 > 0).Select(b => ((double[])[statistic(b.w)], total / b.Item2))]);
        return new Estimate(values[0], Math.Sqrt(covariance[0, 0]));
    }

    private static (double[] Values, Matrix<double> Covariance) Combine(double[] full, (double[] Without, double Inverse)[] groups)
    {
        int count = full.Length;
        if (groups.Length < 3)
        {
            return (full, Matrix<double>.Build.Dense(count, count, double.NaN));
        }

        // Pseudo-values h theta - (h - 1) theta_(j) with h = M/m_j.
        double[][] pseudo = [.. groups.Select(g =>
            full.Select((value, i) => (g.Inverse * value) - ((g.Inverse - 1) * g.Without[i])).ToArray())];
        double[] values = [.. Enumerable.Range(0, count).Select(i => pseudo.Zip(groups, (p, g) => p[i] / g.Inverse).Sum())];
        Matrix<double> covariance = Matrix<double>.Build.Dense(count, count, (i, j) =>
            pseudo.Zip(groups, (p, g) => (p[i] - values[i]) * (p[j] - values[j]) / (g.Inverse - 1)).Sum() / groups.Length);
        return (values, covariance);
    }
}

using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearRegression;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Experiments;

/// <summary>What measured values with standard errors say about their order: differences within three of these decide nothing.</summary>
/// <remarks>Errors are added as those of independent values. Layers of the same networks vary together, which makes differences of them surer than is said here.</remarks>
internal static class MeasuredOrder
{
    /// <summary>Whether the first value is smaller; null where the errors do not tell, or a number is not finite.</summary>
    public static bool? IsSmaller(Estimate first, Estimate second)
    {
        double difference = second.Value - first.Value;
        double error = RankComparison.Threshold * Math.Sqrt((first.StandardError * first.StandardError) + (second.StandardError * second.StandardError));
        return difference > error ? true : difference < -error ? false : null;
    }

    /// <summary>
    /// Whether values increase from each to the next: not if one lies below an earlier one by more than the errors; yes if they stand in this order and the
    /// last is above the first by more than the errors.
    /// </summary>
    public static bool? IsIncreasing(IReadOnlyList<Estimate> values) =>
        Enumerable.Range(0, values.Count).Any(i => Enumerable.Range(i + 1, values.Count - i - 1).Any(j => IsSmaller(values[i], values[j]) == false)) ? false
        : values.Zip(values.Skip(1)).All(p => p.Second.Value > p.First.Value) && IsSmaller(values[0], values[^1]) == true ? true
        : null;

    /// <summary>The deviation of values at 1, 2, ... from the straight line that fits them best, in standard errors of one normal number; NaN for fewer than three values or an error of 0.</summary>
    public static double SigmaFromLine(IReadOnlyList<Estimate> values)
    {
        if (values.Count < 3 || values.Any(v => !(double.IsFinite(v.Value) && v.StandardError > 0 && double.IsFinite(v.StandardError))))
        {
            return double.NaN;
        }

        Matrix<double> places = Matrix<double>.Build.Dense(values.Count, 2, (i, j) => j == 0 ? 1 : i + 1);
        Vector<double> heights = Vector<double>.Build.Dense(values.Count, i => values[i].Value);
        Matrix<double> weights = Matrix<double>.Build.DenseDiagonal(values.Count, values.Count, i => 1 / (values[i].StandardError * values[i].StandardError));
        Vector<double> left = heights - (places * WeightedRegression.Weighted(places, heights, weights));
        double statistic = left.Select((r, i) => r * r * weights[i, i]).Sum();

        // P(chi^2 > statistic) without the cancellation of 1 - CDF.
        double probability = MathNet.Numerics.SpecialFunctions.GammaUpperRegularized((values.Count - 2) / 2.0, statistic / 2);
        return new ChiSquared(statistic, values.Count - 2, probability).Sigma;
    }
}

namespace Theory.Validation.Statistics;

/// <summary>A quantity over the members of an ensemble.</summary>
/// <param name="Mean">The mean; NaN without members.</param>
/// <param name="Deviation">The standard deviation over members; NaN with fewer than 2.</param>
/// <param name="Median">The median, which one member cannot spoil; NaN without members.</param>
/// <param name="Lower">The 16% quantile.</param>
/// <param name="Upper">The 84% quantile; between the two lie about as many members as within one standard deviation of a normal law.</param>
/// <param name="Members">How many.</param>
public sealed record MemberStatistics(double Mean, double Deviation, double Median, double Lower, double Upper, int Members)
{
    /// <summary>The standard error of the mean.</summary>
    public double StandardError => Deviation / Math.Sqrt(Members);

    /// <summary>Statistics of finite values.</summary>
    public static MemberStatistics Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return new MemberStatistics(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0);
        }

        double[] sorted = [.. values.Order()];
        double mean = sorted.Average();

        // Relative to the largest value, so that squares do not overflow.
        double scale = Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1]));
        double variance = scale == 0 ? 0 : sorted.Sum(v => (v - mean) / scale * ((v - mean) / scale)) / (sorted.Length - 1);
        return new MemberStatistics(
            mean, sorted.Length > 1 ? scale * Math.Sqrt(variance) : double.NaN, Quantile(0.5), Quantile(0.16), Quantile(0.84), sorted.Length);

        double Quantile(double q)
        {
            double position = q * (sorted.Length - 1);
            int below = (int)position;
            int above = Math.Min(below + 1, sorted.Length - 1);
            double weight = position - below;
            return (sorted[below] * (1 - weight)) + (sorted[above] * weight);
        }
    }
}

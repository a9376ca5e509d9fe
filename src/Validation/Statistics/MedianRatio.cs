namespace Theory.Validation.Statistics;

/// <summary>The median of one set of losses divided by that of another, with an interval by resampling pairs (bootstrap; Efron, 1979).</summary>
/// <param name="Ratio">The ratio of the medians; 0 or infinite where one of them is infinite, 1 where both are.</param>
/// <param name="Lower">The lower end of the interval of 99.7%, three standard errors of a normal law.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="Wins">Pairs in which the first loss is smaller.</param>
/// <param name="Defeats">Pairs in which it is larger.</param>
public sealed record MedianRatio(double Ratio, double Lower, double Upper, int Wins, int Defeats)
{
    private const int Resamples = 4000;
    private const double Tail = 0.00135;

    /// <summary>The excess of wins in standard errors under equality: the sign test, which infinite losses cannot spoil.</summary>
    public double Sigma => Wins + Defeats == 0 ? 0 : (Wins - Defeats) / Math.Sqrt(Wins + Defeats);

    /// <summary>Whether the first losses are smaller, by the pairs; null when they do not decide.</summary>
    public bool? IsSmaller => Sigma > RankComparison.Threshold ? true : Sigma < -RankComparison.Threshold ? false : null;

    /// <summary>Compares two sets, the members of which belong together in pairs; losses may be infinite.</summary>
    public static MedianRatio Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        // A seed of its own for every comparison, so that a verdict does not depend on the others.
        System.Random random = new(1);
        int[] pairs = [.. Enumerable.Range(0, first.Count)];
        double[] ratios = [.. Enumerable.Range(0, Resamples).Select(_ => Of([.. pairs.Select(_ => random.Next(pairs.Length))])).Order()];
        return new MedianRatio(
            Of(pairs), ratios[(int)(Tail * Resamples)], ratios[^((int)(Tail * Resamples) + 1)], pairs.Count(i => first[i] < second[i]), pairs.Count(i => first[i] > second[i]));

        double Of(int[] members)
        {
            double a = Median([.. members.Select(i => first[i])]);
            double b = Median([.. members.Select(i => second[i])]);
            return a == b ? 1 : a / b;
        }
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    }
}

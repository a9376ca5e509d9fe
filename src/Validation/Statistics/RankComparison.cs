namespace Theory.Validation.Statistics;

/// <summary>Whether one set of losses is smaller than another, by ranks (Mann and Whitney, 1947), which outliers cannot spoil.</summary>
/// <param name="Share">The probability that a loss of the first set is smaller than one of the second; ties count half.</param>
/// <param name="Sigma">Its deviation from 1/2 in standard errors under equality: positive when the first set is smaller.</param>
public sealed record RankComparison(double Share, double Sigma)
{
    /// <summary>Deviations beyond this are called a difference.</summary>
    public const double Threshold = 3;

    /// <summary>Whether the first set is smaller; null when the numbers do not decide.</summary>
    public bool? IsSmaller => Sigma > Threshold ? true : Sigma < -Threshold ? false : null;

    /// <summary>Compares two sets; infinite losses rank last, and as equals.</summary>
    public static RankComparison Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double wins = first.Sum(a => second.Sum(b => a < b ? 1 : a == b ? 0.5 : 0));
        double pairs = (double)first.Count * second.Count;
        int all = first.Count + second.Count;
        double ties = first.Concat(second).GroupBy(x => x).Sum(g => Math.Pow(g.Count(), 3) - g.Count());
        double variance = pairs / 12 * (all + 1 - (ties / (all * (all - 1.0))));
        return new RankComparison(wins / pairs, variance > 0 ? (wins - (pairs / 2)) / Math.Sqrt(variance) : 0);
    }
}

namespace Theory.Validation.Statistics;

/// <summary>How often a positive quantity falls into bins of equal width in its logarithm; merged exactly, whatever its range.</summary>
public sealed class LogHistogram
{
    /// <summary>Bins in one unit of the natural logarithm.</summary>
    public const int BinsPerUnit = 4096;

    private readonly Dictionary<long, long> counts = [];

    /// <summary>Values that were added, zeros included.</summary>
    public long Count { get; private set; }

    /// <summary>Values equal to 0, whose logarithm is minus infinity.</summary>
    public long Zeros { get; private set; }

    /// <summary>Adds a value by its logarithm.</summary>
    /// <param name="logarithm">Finite, or minus infinity for 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The logarithm is NaN or plus infinity.</exception>
    public void Add(double logarithm)
    {
        if (double.IsNaN(logarithm) || double.IsPositiveInfinity(logarithm))
        {
            throw new ArgumentOutOfRangeException(nameof(logarithm));
        }

        Count++;
        if (double.IsNegativeInfinity(logarithm))
        {
            Zeros++;
            return;
        }

        long bin = (long)Math.Floor(logarithm * BinsPerUnit);
        counts[bin] = counts.GetValueOrDefault(bin) + 1;
    }

    /// <summary>Adds what another histogram has counted.</summary>
    public void Merge(LogHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach ((long bin, long count) in other.counts)
        {
            counts[bin] = counts.GetValueOrDefault(bin) + count;
        }

        Count += other.Count;
        Zeros += other.Zeros;
    }

    /// <summary>The logarithm below which a given part of the values lies, with its standard error.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <returns>
    /// Within half a bin; minus infinity where zeros reach; NaN without values. The error is half the distance between the quantiles one
    /// binomial deviation to both sides.
    /// </returns>
    public Estimate Quantile(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        if (Count == 0)
        {
            return new Estimate(double.NaN, double.NaN);
        }

        double deviation = Math.Sqrt(probability * (1 - probability) / Count);
        return new Estimate(At(probability), (At(Math.Min(1, probability + deviation)) - At(Math.Max(0, probability - deviation))) / 2);
    }

    /// <summary>The histogram with wider bins: their left ends, their common width, and what they hold; zeros are left out.</summary>
    /// <param name="largestNumber">No more bins than these.</param>
    public (IReadOnlyList<double> LeftEnds, double Width, IReadOnlyList<long> Counts) Coarse(int largestNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(largestNumber, 1);
        if (counts.Count == 0)
        {
            return ([], 0, []);
        }

        long first = counts.Keys.Min();
        long together = ((counts.Keys.Max() - first) / largestNumber) + 1;
        long[] wide = new long[((counts.Keys.Max() - first) / together) + 1];
        foreach ((long bin, long count) in counts)
        {
            wide[(bin - first) / together] += count;
        }

        return ([.. wide.Select((_, i) => (first + (i * together)) / (double)BinsPerUnit)], together / (double)BinsPerUnit, wide);
    }

    /// <summary>The edges of the bins that hold something, in order, and how many values are below each.</summary>
    internal IEnumerable<(double Logarithm, long Below)> Edges()
    {
        long below = Zeros;
        long last = long.MinValue;
        foreach ((long bin, long count) in counts.OrderBy(pair => pair.Key))
        {
            if (bin != last)
            {
                yield return (bin / (double)BinsPerUnit, below);
            }

            below += count;
            last = bin + 1;
            yield return (last / (double)BinsPerUnit, below);
        }
    }

    /// <summary>How many values lie below a logarithm, zeros and the whole of its bin included.</summary>
    internal long Below(double logarithm) => Zeros + counts.Where(c => c.Key <= Math.Floor(logarithm * BinsPerUnit)).Sum(c => c.Value);

    /// <summary>The quantile, by interpolation within its bin.</summary>
    private double At(double probability)
    {
        double rank = probability * Count;
        if (rank <= Zeros && Zeros > 0)
        {
            return double.NegativeInfinity;
        }

        double below = Zeros;
        long last = 0;
        foreach ((long bin, long count) in counts.OrderBy(pair => pair.Key))
        {
            if (below + count >= rank)
            {
                return (bin + Math.Max(0, (rank - below) / count)) / BinsPerUnit;
            }

            below += count;
            last = bin;
        }

        return (last + 1.0) / BinsPerUnit;
    }
}

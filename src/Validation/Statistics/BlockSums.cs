namespace Theory.Validation.Statistics;

/// <summary>Sums of several quantities over networks, by blocks of networks, without rounding.</summary>
/// <remarks>
/// A network belongs to the block of its index modulo the number of blocks: the same one however an ensemble is divided into parts, and
/// blocks of equal size for any range of indices.
/// </remarks>
internal sealed class BlockSums(int quantities)
{
    /// <summary>
    /// Blocks enough for an error of 9 % of the standard error, which a Student distribution with 63 degrees of freedom describes.
    /// </summary>
    public const int Blocks = 64;

    private readonly ExactSum[] _sums = new ExactSum[Blocks * quantities];
    private readonly long[] _counts = new long[Blocks];

    /// <summary>The number of quantities.</summary>
    public int Quantities => quantities;

    /// <summary>The networks of each block.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>Adds the values of one network.</summary>
    public void Add(long network, ReadOnlySpan<double> values)
    {
        int block = (int)(((network % Blocks) + Blocks) % Blocks);
        _counts[block]++;
        Span<ExactSum> own = _sums.AsSpan(block * quantities, quantities);
        for (int q = 0; q < values.Length; q++)
        {
            own[q].Add(values[q]);
        }
    }

    /// <summary>Adds the sums of other networks.</summary>
    public void Merge(BlockSums other)
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i].Add(other._sums[i]);
        }

        for (int block = 0; block < Blocks; block++)
        {
            _counts[block] += other._counts[block];
        }
    }

    /// <summary>The means of each quantity over all networks, and over all networks but those of each block.</summary>
    public (double[] All, double[][] Without) Means()
    {
        double[] all = new double[quantities];
        double[][] without = [.. Enumerable.Range(0, Blocks).Select(_ => new double[quantities])];
        long count = _counts.Sum();
        for (int q = 0; q < quantities; q++)
        {
            ExactSum total = default;
            for (int block = 0; block < Blocks; block++)
            {
                total.Add(_sums[(block * quantities) + q]);
            }

            all[q] = total.ToDouble() / count;
            for (int block = 0; block < Blocks; block++)
            {
                ExactSum others = default;
                others.Add(total);
                others.Add(_sums[(block * quantities) + q], sign: -1);
                without[block][q] = others.ToDouble() / (count - _counts[block]);
            }
        }

        return (all, without);
    }
}

namespace Theory.Numerics.Kernels;

/// <summary>Variances that differ by rounding only, as those of inputs of equal norm do, taken as one.</summary>
internal sealed class VarianceClusters
{
    // Expectations move by their logarithmic derivative times this.
    private const double SameWithin = 2e-14;

    /// <summary>Finds the clusters.</summary>
    public VarianceClusters(ReadOnlySpan<double> variances)
    {
        int[] order = [.. Enumerable.Range(0, variances.Length)];
        double[] sorted = variances.ToArray();
        Array.Sort(sorted, order);
        Index = new int[variances.Length];
        List<double> representatives = [];
        foreach ((double variance, int input) in sorted.Zip(order))
        {
            if (representatives.Count == 0 || variance > representatives[^1] * (1 + SameWithin))
            {
                representatives.Add(variance);
            }

            Index[input] = representatives.Count - 1;
        }

        Variances = [.. representatives];
    }

    /// <summary>The distinct variances, in increasing order.</summary>
    public double[] Variances { get; }

    /// <summary>The cluster of each input.</summary>
    public int[] Index { get; }
}

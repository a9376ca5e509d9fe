namespace Theory.Validation.Statistics;

/// <summary>What an ensemble says about one layer: the mean of the stochastic metric and its fluctuation.</summary>
/// <param name="Layer">The layer's number; the first preactivations are layer 1.</param>
/// <param name="Members">Networks that entered the estimates.</param>
/// <param name="Overflowed">Networks left out because their metric is not finite.</param>
/// <param name="Kernel">The mean metric G(l) = E[Ghat(l)], which tends to K(l) at infinite width; error sd / sqrt(M).</param>
/// <param name="Vertex">V(l) = n_{l-1} Var(Ghat(l)), the four-point vertex without its 1/n; error by the jackknife over networks.</param>
public sealed record LayerStatistics(int Layer, int Members, int Overflowed, Estimate Kernel, Estimate Vertex)
{
    /// <summary>The excess kurtosis of Ghat(l) over networks; 0 where it was not measured.</summary>
    public double Kurtosis { get; init; }

    /// <summary>True where signals are so small that the precision in which networks are sampled does not hold their squares.</summary>
    public bool IsBelowPrecision { get; init; }

    /// <summary>Estimates from one value of the metric per network.</summary>
    /// <param name="layer">The layer's number, from 1.</param>
    /// <param name="fanIn">n_{l-1}, the width of the layer before; 1 for layer 1, whose metric does not fluctuate.</param>
    /// <param name="metrics">Ghat(l) of each network; values that are not finite are counted and left out.</param>
    /// <remarks>
    /// The variance is the unbiased one. Two members give no error for it (NaN), fewer give no variance. Removing member i, with
    /// d_i = x_i - mean, changes the sum of squares to S - d_i^2 M/(M-1), hence the variance without i differs from the mean of these by
    /// -c (d_i^2 - S/M), c = M/((M-1)(M-2)): the jackknife costs O(M).
    /// </remarks>
    public static LayerStatistics Of(int layer, int fanIn, ReadOnlySpan<double> metrics)
    {
        double[] finite = [.. metrics.ToArray().Where(double.IsFinite)];
        int overflowed = metrics.Length - finite.Length;
        double m = finite.Length;
        if (finite.Length == 0)
        {
            return new LayerStatistics(layer, 0, overflowed, new Estimate(double.NaN, double.NaN), new Estimate(double.NaN, double.NaN));
        }

        // Relative to the largest value and to the first one, so that squares do not overflow and equal values have exactly no spread.
        double scale = finite.Max(Math.Abs) is > 0 and var largest ? largest : 1;
        double origin = finite[0] / scale;
        double[] shifted = [.. finite.Select(x => (x / scale) - origin)];
        double shift = shifted.Average();
        double[] squares = [.. shifted.Select(x => (x - shift) * (x - shift))];
        double meanSquare = squares.Average();
        double variance = finite.Length > 1 ? meanSquare * m / (m - 1) : double.NaN;

        double mean = scale * (origin + shift);
        if (squares.All(square => square == 0))
        {
            mean = finite[0];
        }

        return new LayerStatistics(
            layer,
            finite.Length,
            overflowed,
            new Estimate(mean, scale * Math.Sqrt(variance / m)),
            new Estimate(fanIn * scale * scale * variance, fanIn * scale * scale * JackknifeError(squares, meanSquare)));
    }

    private static double JackknifeError(double[] squares, double meanSquare)
    {
        double m = squares.Length;
        if (m < 3)
        {
            return double.NaN;
        }

        double c = m / ((m - 1) * (m - 2));
        return c * Math.Sqrt((m - 1) / m * squares.Sum(square => (square - meanSquare) * (square - meanSquare)));
    }
}

namespace Theory.Experiments.Initialisation;

/// <summary>How ln K is distributed over an ensemble or a set of inputs.</summary>
/// <param name="Median">Of ln K; minus infinity where the kernel has vanished exactly.</param>
/// <param name="Lower">The 5% quantile.</param>
/// <param name="Upper">The 95% quantile.</param>
/// <param name="Mean">The mean of ln K over finite members.</param>
/// <param name="StandardError">The standard error of the mean.</param>
/// <param name="Overflowed">Members whose kernel exceeds double precision; they count as the largest in the quantiles.</param>
internal sealed record KernelSpread(double Median, double Lower, double Upper, double Mean, double StandardError, int Overflowed)
{
    /// <summary>The spread of values of ln K, of which +infinity and NaN mark overflow.</summary>
    public static KernelSpread Of(IEnumerable<double> logarithms)
    {
        double[] sorted = [.. logarithms.Select(x => double.IsNaN(x) ? double.PositiveInfinity : x).Order()];
        double[] finite = [.. sorted.Where(double.IsFinite)];
        double mean = finite.Length == 0 ? double.NaN : finite.Average();
        double variance = finite.Sum(x => (x - mean) * (x - mean)) / (finite.Length - 1);
        return new KernelSpread(
            Quantile(0.5), Quantile(0.05), Quantile(0.95), mean, Math.Sqrt(variance / finite.Length), sorted.Count(double.IsPositiveInfinity));

        // The nearest member: interpolation between members would turn one infinity into an infinite quantile.
        double Quantile(double q) => sorted[(int)Math.Round(q * (sorted.Length - 1))];
    }
}

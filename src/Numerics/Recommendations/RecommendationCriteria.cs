using System.Globalization;

namespace Theory.Numerics.Recommendations;

/// <summary>The criteria, decided by the flow through all layers.</summary>
internal static class RecommendationCriteria
{
    /// <summary>The criteria of given layers.</summary>
    public static IReadOnlyList<Criterion> Of(IReadOnlyList<RecommendedLayer> layers, Candidate c, RecommendationOptions options)
    {
        RecommendedLayer[] hidden = [.. layers.SkipLast(1)];
        double spread = hidden.Max(l => Math.Max(l.K / layers[0].K, layers[0].K / l.K));
        double gradients = Math.Exp(Math.Abs(layers[0].LogGradient - hidden[^1].LogGradient));
        double correlation = Math.Abs(layers[^1].Correlation);
        double drift = Math.Exp(c.Drift);
        double fluctuation = hidden[^1].RelativeFluctuation;
        double output = layers[^1].K / options.OutputVariance;
        bool small = c.Cw <= CandidateCost.LargestCw && c.Cb <= CandidateCost.LargestCb;
        return
        [
            new("kernel", spread, options.Band, spread <= options.Band, true,
                $"the kernel of hidden layers stays within a factor {Text(spread)} of K(1) (wanted: {Text(options.Band)})"),
            new("gradients", gradients, options.GradientBand, gradients <= options.GradientBand, true, double.IsNaN(gradients)
                ? "s jumps, so that its slope misses the jump: there are no gradients to train with"
                : $"squared gradients differ by a factor {Text(gradients)} between the first and the last hidden layer (wanted: at most {Text(options.GradientBand)})"),
            new("correlation", correlation, options.LargestCorrelation, correlation <= options.LargestCorrelation, true,
                $"outputs of unrelated inputs correlate by {Text(correlation)} (wanted: at most {Text(options.LargestCorrelation)})"),
            new("basin", drift, options.Band, drift <= options.Band, true,
                $"a network whose kernel starts two standard deviations off drifts further out by a factor {Text(drift)} (wanted: at most {Text(options.Band)})"),
            new("size", c.Cw, CandidateCost.LargestCw, small, true,
                $"C_W = {Text(c.Cw)} and C_b = {Text(c.Cb)} of hidden layers are of moderate size (wanted: at most {Text(CandidateCost.LargestCw)} and {Text(CandidateCost.LargestCb)})"),
            new("output", output, 1, Math.Abs(output - 1) <= 1e-6, true, $"outputs have the variance {Text(layers[^1].K)} (wanted: {Text(options.OutputVariance)})"),
            new("fluctuation", fluctuation, options.LargestFluctuation, fluctuation <= options.LargestFluctuation, false,
                $"kernels of networks of width {options.Width} fluctuate by V/(nK^2) = {Text(fluctuation)} (wanted: at most {Text(options.LargestFluctuation)})"),
        ];
    }

    private static string Text(double value) => double.IsPositiveInfinity(value) ? "beyond 1E+308" : value.ToString("G4", CultureInfo.InvariantCulture);
}

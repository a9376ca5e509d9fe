namespace Theory.Numerics.Recommendations;

/// <summary>What an initialisation of the hidden layers keeps and what it does not, weighed together.</summary>
/// <remarks>
/// A criterion that is missed costs <see cref="Missed"/> and more the further it is missed, so that as few as possible are missed; what is within its bound costs
/// little. Among initialisations that keep everything the preferences decide: a kernel on the scale of the activation, and an activation that is used beyond its linear
/// part. The weights are round numbers, not tuned on data.
/// </remarks>
internal static class CandidateCost
{
    /// <summary>Hidden layers with a larger C_W are recommended only where nothing else is left.</summary>
    public const double LargestCw = 20;

    /// <summary>The same of C_b.</summary>
    public const double LargestCb = 10;

    private const double Missed = 5;

    /// <summary>What does not depend on the fluctuations of single networks.</summary>
    public static double Of(Candidate c, RecommendationOptions options, double naturalKernel, double largestNonlinearity)
    {
        double gradients = double.IsNaN(c.ChiPerp) ? 2 : Math.Abs(options.HiddenSteps * Math.Log(c.ChiPerp)) / Math.Log(options.GradientBand);
        double correlation = Math.Max(0, c.Correlation);
        double apart = Math.Log((1 - options.LargestCorrelation) / Math.Max(1e-15, 1 - correlation));
        double scale = Math.Log(c.K / naturalKernel);
        return (gradients * gradients) + Excess(gradients - 1, 20)
            + (0.4 * Math.Pow(correlation, 8)) + Excess(apart, 2)
            + Fluctuation(c.Fluctuation / options.LargestFluctuation)
            + Excess(Math.Log(c.Cw / LargestCw), 5) + Excess(Math.Log(c.Cb / LargestCb), 5)
            + (0.03 * scale * scale)
            + (0.3 * (1 - (c.Nonlinearity / largestNonlinearity)))
            + Large(c.K / options.InputScale) + Large(options.OutputVariance / c.G);
    }

    /// <summary>What a network costs whose kernel is two standard deviations off: it drifts further outwards, or not.</summary>
    public static double OfDrift(double drift, RecommendationOptions options)
    {
        double relative = Math.Min(4, drift / Math.Log(options.Band));
        return (relative * relative) + Excess(relative - 1, 1);
    }

    private static double Excess(double beyond, double weight) => beyond > 0 ? Missed + (weight * beyond * beyond) : 0;

    /// <summary>More width cures it: no step at the bound.</summary>
    private static double Fluctuation(double relative) =>
        !double.IsFinite(relative) ? 1e3 : (0.05 * Math.Min(relative, 1)) + (relative > 1 ? 0.1 * Math.Pow(Math.Log(relative), 2) : 0);

    /// <summary>The first and the last layer may have a large C_W, but another kernel that needs none is better.</summary>
    private static double Large(double cw) => cw > LargestCw ? 0.5 * Math.Pow(Math.Log(cw / LargestCw), 2) : 0;
}

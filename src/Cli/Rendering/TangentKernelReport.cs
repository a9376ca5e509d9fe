using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Validation.Statistics;

namespace Theory.Cli.Rendering;

/// <summary>The tangent kernel of the last layer over the networks of an ensemble.</summary>
internal static class TangentKernelReport
{
    private static readonly double[] Probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>Mean, variance, covariance with the metric, and quantiles; the mean beside the one of infinite width.</summary>
    public static JsonObject ToJson(EnsembleStatistics statistics, double theory) => new()
    {
        ["mean"] = SampleDetails.ToJson(statistics.TangentKernel(), theory),
        ["variance"] = SampleDetails.ToJson(statistics.TangentKernelVariance(), null),
        ["covarianceWithMetric"] = SampleDetails.ToJson(statistics.TangentKernelCovariance(), null),
        ["quantiles"] = new JsonObject([.. Probabilities.Select(p =>
            KeyValuePair.Create(p.ToString(CultureInfo.InvariantCulture), Json.Number(Quantile(statistics, p))))]),
    };

    /// <summary>The same as a table and two lines.</summary>
    public static void Write(Terminal terminal, EnsembleStatistics statistics, double theory)
    {
        double n = statistics.Network.WidthBefore(statistics.Depth);
        (Estimate mean, Estimate variance, Estimate covariance) = (statistics.TangentKernel(), statistics.TangentKernelVariance(), statistics.TangentKernelCovariance());
        terminal.Output.WriteLine($"tangent kernel of the last layer: {Format.Number(theory)} at infinite width, measured {Format.Number(mean.Value)} ± {Format.Number(mean.StandardError, 2)}");
        Tables.Write(
            terminal.Console,
            ["over networks", "measured", "std. error"],
            [
                ["mean of Theta", Format.Number(mean.Value), Format.Number(mean.StandardError, 2)],
                ["n (mean - infinite width)", Format.Number(n * (mean.Value - theory), 4), Format.Number(n * mean.StandardError, 2)],
                ["n Var(Theta)", Format.Number(n * variance.Value, 5), Format.Number(n * variance.StandardError, 2)],
                ["n Cov(Theta, metric)", Format.Number(n * covariance.Value, 5), Format.Number(n * covariance.StandardError, 2)],
            ]);
        terminal.Output.WriteLine($"Theta of networks: {string.Join(", ", Probabilities.Select(p => $"{Format.Number(100 * p)} % below {Format.Number(Quantile(statistics, p), 4)}"))}");
    }

    private static double Quantile(EnsembleStatistics statistics, double probability) => Math.Exp(statistics.TangentKernelDistribution.Quantile(probability).Value);
}

using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.TangentKernel;
using Theory.Validation.Statistics;

namespace Theory.Cli.Rendering;

/// <summary>The tangent kernel of the last layer over the networks of an ensemble, beside theory to order 1/n.</summary>
internal static class TangentKernelReport
{
    private static readonly double[] Probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>Mean, variance, covariance with the metric, and quantiles.</summary>
    /// <param name="statistics">The ensemble.</param>
    /// <param name="infinite">The tangent kernel of infinite width.</param>
    /// <param name="theory">The tensors of order 1/n; null where they are not known.</param>
    public static JsonObject ToJson(EnsembleStatistics statistics, double infinite, TangentLayer? theory) => new()
    {
        ["infiniteWidth"] = Json.Number(infinite),
        ["mean"] = SampleDetails.ToJson(statistics.TangentKernel(), theory is null || double.IsNaN(theory.Theta1) ? infinite : theory.Theta + (theory.Theta1 / theory.Width)),
        ["variance"] = SampleDetails.ToJson(statistics.TangentKernelVariance(), (theory?.A + (2 * theory?.B)) / theory?.Width),
        ["covarianceWithMetric"] = SampleDetails.ToJson(statistics.TangentKernelCovariance(), theory?.D / theory?.Width),
        ["quantiles"] = new JsonObject([.. Probabilities.Select(p =>
            KeyValuePair.Create(p.ToString(CultureInfo.InvariantCulture), Json.Number(Quantile(statistics, p))))]),
    };

    /// <summary>The same as a table and two lines.</summary>
    public static void Write(Terminal terminal, EnsembleStatistics statistics, double infinite, TangentLayer? theory)
    {
        double n = statistics.Network.WidthBefore(statistics.Depth);
        (Estimate mean, Estimate variance, Estimate covariance) = (statistics.TangentKernel(), statistics.TangentKernelVariance(), statistics.TangentKernelCovariance());
        terminal.Output.WriteLine($"tangent kernel of the last layer: {Format.Number(infinite)} at infinite width, measured {Format.Number(mean.Value)} ± {Format.Number(mean.StandardError, 2)}");
        Tables.Write(
            terminal,
            ["Theta over networks", "leading order", "measured", "std. error"],
            [
                Row("n (mean - infinite width)", theory?.Theta1, n * (mean.Value - infinite), n * mean.StandardError),
                Row("n Var(Theta)", theory?.A + (2 * theory?.B), n * variance.Value, n * variance.StandardError),
                Row("n Cov(Theta, metric)", theory?.D, n * covariance.Value, n * covariance.StandardError),
            ]);
        terminal.Output.WriteLine($"Theta of networks: {string.Join(", ", Probabilities.Select(p => $"{Format.Number(100 * p)} % below {Format.Number(Quantile(statistics, p), 4)}"))}");
    }

    private static string[] Row(string name, double? theory, double measured, double error) =>
        [name, theory is double t && double.IsFinite(t) ? Format.Number(t, 5) : "-", Format.Number(measured, 5), Format.Number(error, 2)];

    private static double Quantile(EnsembleStatistics statistics, double probability) => Math.Exp(statistics.TangentKernelDistribution.Quantile(probability).Value);
}

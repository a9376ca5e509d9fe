using System.Globalization;
using Theory.Numerics.Flow;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>How far the expansion in 1/n reaches: until which layer, and from which width on for all layers.</summary>
/// <param name="LastByTheory">The last layer up to which predicted fluctuation and next order are small.</param>
/// <param name="LastByMeasurement">
/// The last layer up to which the mean metric lies within a tenth of its prediction (or its error), and no single network holds sway.
/// </param>
/// <param name="SmallestWidth">The width from which on all layers would be within reach by theory; NaN where theory ends.</param>
/// <param name="Reason">Why it ends, in one sentence; null when it does not.</param>
public sealed record ExpansionReach(int LastByTheory, int LastByMeasurement, double SmallestWidth, string? Reason)
{
    /// <summary>Beyond this deviation of the mean metric from K + G1/n, relative to K, the expansion has failed.</summary>
    public const double LargestDeviation = 0.1;

    /// <summary>
    /// An excess kurtosis of Ghat of this fraction of the number of networks means that one network makes most of the variance.
    /// </summary>
    public const double LargestKurtosisPerNetwork = 0.1;

    /// <summary>Estimates the reach from a flow and an ensemble with the same options.</summary>
    /// <param name="flow">The predictions, at one input.</param>
    /// <param name="statistics">The ensemble.</param>
    /// <param name="input">Which input of the ensemble the flow is for.</param>
    internal static ExpansionReach Of(IReadOnlyList<FlowLayer> flow, EnsembleStatistics statistics, int input = 0)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(statistics);
        FlowLayer[] compared = [.. flow.Take(statistics.Depth)];
        (int byTheory, string? theoryEnds) = Last(compared, l => WhyNotByTheory(l));
        (int byMeasurement, string? measurementEnds) = Last(compared, l => WhyNotByMeasurement(l, statistics, input));
        double smallest = compared.Any(l => double.IsNaN(l.RelativeFluctuation)) ? double.NaN : compared.Max(l => statistics.Network.WidthBefore(l.Layer) * Math.Max(l.RelativeFluctuation / LayerComparison.LargestFluctuation, NextOrder(l) / LayerComparison.LargestNextOrder));
        return new ExpansionReach(
            byTheory, byMeasurement, smallest, byMeasurement <= byTheory ? measurementEnds ?? theoryEnds : theoryEnds ?? measurementEnds);
    }

    private static (int Layer, string? Why) Last(FlowLayer[] flow, Func<FlowLayer, string?> whyNot)
    {
        foreach (FlowLayer layer in flow)
        {
            if (whyNot(layer) is string why)
            {
                return (layer.Layer - 1, string.Create(CultureInfo.InvariantCulture, $"at layer {layer.Layer} {why}"));
            }
        }

        return (flow.Length, null);
    }

    private static string? WhyNotByTheory(FlowLayer layer) =>
        double.IsNaN(layer.RelativeFluctuation) ? "the predicted fluctuation lies beyond double precision"
        : !(layer.RelativeFluctuation <= LayerComparison.LargestFluctuation)
            ? string.Create(CultureInfo.InvariantCulture, $"the predicted fluctuation V/(nK^2) = {layer.RelativeFluctuation:G2} is not small")
        : !(NextOrder(layer) <= LayerComparison.LargestNextOrder)
            ? string.Create(CultureInfo.InvariantCulture, $"the next order is {NextOrder(layer):G2} of the leading one")
        : null;

    private static string? WhyNotByMeasurement(FlowLayer layer, EnsembleStatistics statistics, int input)
    {
        if (statistics.Overflowed(layer.Layer) > 0)
        {
            return $"{statistics.Overflowed(layer.Layer)} networks overflowed";
        }

        Estimate kernel = statistics.Kernel(layer.Layer, input);
        double deviation = Math.Abs(kernel.Value - layer.Metric);
        if (!(deviation <= (LargestDeviation * layer.K) + (3 * kernel.StandardError)))
        {
            return string.Create(CultureInfo.InvariantCulture, $"the mean metric is {kernel.Value:G3} instead of K + G1/n = {layer.Metric:G3}");
        }

        double kurtosis = layer.Layer == 1 ? 0 : statistics.MetricKurtosis(layer.Layer, input).Value;
        return kurtosis > LargestKurtosisPerNetwork * statistics.Members(layer.Layer)
            ? string.Create(CultureInfo.InvariantCulture, $"single networks dominate the fluctuation (excess kurtosis {kurtosis:G2} of {statistics.Members(layer.Layer)} networks)")
            : null;
    }

    /// <summary>The larger relative size of the next order; layers 1 and 2 have none, as they are exact at every width.</summary>
    private static double NextOrder(FlowLayer layer) => layer.Layer <= 2 ? 0 : Math.Max(
        Size(layer.NextOrderMetric, layer.NeglectedMetric) / Math.Abs(layer.Metric),
        layer.Vertex == 0 ? 0 : Size(layer.NextOrderVertex, layer.NeglectedVertex) / Math.Abs(layer.Vertex));

    /// <summary>The size of the next order, or of what is neglected where it is not known.</summary>
    private static double Size(double nextOrder, double neglected) => neglected > 0 ? neglected : Math.Abs(nextOrder);
}

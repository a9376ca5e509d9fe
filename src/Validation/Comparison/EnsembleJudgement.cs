using MathNet.Numerics.LinearAlgebra;
using Theory.Numerics.Flow;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>All layers of an ensemble against theory to order 1/n, together.</summary>
/// <param name="Kernel">The mean metric of all judged layers against K + G1/n.</param>
/// <param name="Vertex">The four-point vertex of all judged layers against V.</param>
/// <param name="Couplings">The couplings g and v of all judged layers.</param>
/// <param name="Together">Kernel and vertex together; the couplings are functions of them.</param>
/// <param name="Layers">The layers that were judged: those after the first that the expansion reaches.</param>
public sealed record EnsembleJudgement(ChiSquared Kernel, ChiSquared Vertex, ChiSquared Couplings, ChiSquared Together, IReadOnlyList<int> Layers)
{
    /// <summary>No more layers than these are judged, evenly spread: neighbours in deep networks say nearly the same.</summary>
    public const int MostLayers = 12;

    /// <summary>The verdict at 4.5 sigma.</summary>
    public Verdict Verdict => Layers.Count == 0 || Together.Degrees == 0 ? Verdict.Undecided
        : Together.Sigma > EnsembleComparison.RefutingSigma ? Verdict.Refuted
        : Verdict.Confirmed;

    /// <summary>Judges an ensemble at one of its inputs.</summary>
    /// <param name="flow">The predictions for that input, of the ensemble's networks.</param>
    /// <param name="statistics">The ensemble.</param>
    /// <param name="input">The input.</param>
    /// <remarks>
    /// Layers of one network are correlated, and so are kernel and vertex; the covariance comes from the same blocks of networks as the
    /// errors do. Predictions include their next order in 1/n; the square of its relative size is allowed for the orders beyond.
    /// </remarks>
    /// <exception cref="UserInputException">There are too few networks for so many layers.</exception>
    internal static EnsembleJudgement Of(IReadOnlyList<FlowLayer> flow, EnsembleStatistics statistics, int input = 0)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(statistics);
        FlowLayer[] judged = [.. JudgedLayers(flow, statistics, input).Select(l => flow[l - 1]).Where(l => !IsConstant(l, statistics.Kernel(l.Layer, input)))];
        ChiSquared kernel = Judge(judged, statistics, input, (_, g, _) => [g], l => [LayerComparison.ExpectedErrors(l, statistics.Members(l.Layer)).Kernel]);
        ChiSquared vertex = Judge(judged, statistics, input, (_, _, v) => [v], l => [LayerComparison.ExpectedErrors(l, statistics.Members(l.Layer)).Vertex]);
        ChiSquared couplings = Judge(judged, statistics, input, (layer, g, v) =>
        {
            QuarticCouplings c = QuarticCouplings.Of(g, v, statistics.Network.WidthBefore(layer), neurons: 1);
            return [c.Quadratic, c.Quartic];
        });
        ChiSquared together = Judge(judged, statistics, input, (_, g, v) => [g, v], l => LayerComparison.ExpectedErrors(l, statistics.Members(l.Layer)) is var (g, v) ? [g, v] : []);
        return new EnsembleJudgement(kernel, vertex, couplings, together, [.. judged.Select(l => l.Layer)]);
    }

    /// <summary>The layers after the first that the expansion reaches at an input, no more than <see cref="MostLayers"/>; none with too few networks.</summary>
    internal static int[] JudgedLayers(IReadOnlyList<FlowLayer> flow, EnsembleStatistics statistics, int input = 0)
    {
        int reach = Math.Min(
            flow.TakeWhile(l => !LayerComparison.HasHeavyTails(l, statistics.Members(l.Layer)) && l.SignalFluctuation <= LayerComparison.LargestExactFluctuation && (l.Layer <= 2 || IsWithinReach(l))).Count(),
            Enumerable.Range(1, statistics.Depth).TakeWhile(l => IsFair(statistics, l, input)).Count());
        int count = statistics.Members(1) < LayerComparison.FewestMembers ? 0 : Math.Max(0, reach - 1);
        return [.. Enumerable.Range(1, Math.Min(count, MostLayers)).Select(i => 1 + (count > MostLayers ? i * count / MostLayers : i))];
    }

    /// <summary>Where the metric is the same in all networks, and right, as of sign with s^2 = 1, its errors are rounding and no measure of anything.</summary>
    private static bool IsConstant(FlowLayer layer, Estimate measured)
    {
        const double Rounding = 1e-10;
        const double SinglePrecision = 1e-6;
        return measured.StandardError <= Rounding * layer.K && Math.Abs(measured.Value - layer.K) <= SinglePrecision * layer.K;
    }

    private static bool IsFair(EnsembleStatistics statistics, int layer, int input) =>
        statistics.Overflowed(layer) == 0 && !statistics.IsBelowPrecision(layer, input)
        && (layer == 1 || !LayerComparison.HasHeavyTails(statistics.MetricKurtosis(layer, input).Value, statistics.Members(layer)));

    private static ChiSquared Judge(
        FlowLayer[] layers, EnsembleStatistics statistics, int input, Func<int, double, double, double[]> quantities, Func<FlowLayer, double[]>? expected = null)
    {
        if (layers.Length == 0)
        {
            return new ChiSquared(0, 0, 1);
        }

        double[] Predicted(Func<FlowLayer, double> g, Func<FlowLayer, double> v) => [.. layers.SelectMany(l => quantities(l.Layer, g(l), v(l)))];
        double[] leading = Predicted(l => l.Metric, l => l.Vertex);
        bool known = layers.All(l => l is { NeglectedMetric: 0, NeglectedVertex: 0 });
        double[] prediction = known ? Predicted(l => l.Metric + l.NextOrderMetric, l => l.Vertex + l.NextOrderVertex) : leading;
        double[] tolerance = known
            ? [.. prediction.Zip(leading, (full, first) => first == 0 ? 0 : (full - first) * (full - first) / Math.Abs(first))]
            : [.. Predicted(l => l.Metric + l.NeglectedMetric, l => l.Vertex + l.NeglectedVertex).Zip(leading, (beyond, first) => Math.Abs(beyond - first))];
        (double[] measured, var covariance) = statistics.Jackknife.Estimate(means =>
            [.. layers.SelectMany(l => quantities(
                l.Layer, means[l.Layer].Metric(input, input), statistics.Network.WidthBefore(l.Layer) * means[l.Layer].Covariance(input, input, input, input)))]);
        double[] deviations = expected is null
            ? [.. measured.Zip(prediction, (m, p) => m - p)]
            : Scale(measured, prediction, covariance, [.. layers.SelectMany(expected)]);
        return ChiSquared.Of(deviations, covariance, statistics.Jackknife.Groups, tolerance);
    }

    /// <summary>
    /// Deviations on the scale on which they are nearly normal, with rows and columns of their covariance scaled alike, and so that no error is smaller than
    /// theory expects it: a sample that lacks the largest networks of a heavy tail has small errors too.
    /// </summary>
    private static double[] Scale(double[] measured, double[] prediction, Matrix<double> covariance, double[] errors)
    {
        double[] deviations = new double[measured.Length];
        double[] factors = new double[measured.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            double error = Math.Sqrt(covariance[i, i]);
            (deviations[i], double scaled) = ComparedValue.Scale(prediction[i], measured[i], error, Math.Abs(errors[i] / prediction[i]) is var e && double.IsFinite(e) ? e : 0);
            factors[i] = error > 0 ? scaled / error : 1;
        }

        Multiply(covariance, factors);
        return deviations;
    }

    /// <summary>Scales rows and columns so that no error is smaller than theory expects it.</summary>
    internal static void Widen(Matrix<double> covariance, double[] errors) =>
        Multiply(covariance, [.. errors.Select((e, i) => covariance[i, i] > 0 && e > 0 && double.IsFinite(e) ? Math.Max(1, e / Math.Sqrt(covariance[i, i])) : 1)]);

    private static void Multiply(Matrix<double> covariance, double[] factors)
    {
        for (int i = 0; i < factors.Length; i++)
        {
            for (int j = 0; j < factors.Length; j++)
            {
                covariance[i, j] *= factors[i] * factors[j];
            }
        }
    }

    private static bool IsWithinReach(FlowLayer layer) => layer.RelativeFluctuation <= LayerComparison.LargestFluctuation
        && (layer.NeglectedMetric > 0 ? layer.NeglectedMetric : Math.Abs(layer.NextOrderMetric)) <= LayerComparison.LargestNextOrder * Math.Abs(layer.Metric)
        && (layer.NeglectedVertex > 0 ? layer.NeglectedVertex : Math.Abs(layer.NextOrderVertex)) <= LayerComparison.LargestNextOrder * Math.Abs(layer.Vertex);
}

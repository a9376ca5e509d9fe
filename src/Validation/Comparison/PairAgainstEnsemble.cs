using Theory.Numerics.Flow;
using Theory.Numerics.Flow.TwoInputs;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>The elements of one pair of inputs beside their predictions.</summary>
internal sealed class PairAgainstEnsemble
{
    // a is 1 and b is 2; V_(aa)(aa) and V_(bb)(bb) are those of one input.
    private static readonly (int A, int B, int C, int D)[] Elements = [(1, 2, 1, 2), (1, 1, 2, 2), (1, 1, 1, 2), (1, 2, 2, 2)];

    // Of the mean tangent kernel its order 1/n is not predicted. Measured at width 32 with 4 layers it was at most 0.15 (L - 1)/n of the kernel, for ReLU,
    // tanh, erf, sin, GELU and SWISH with C_b = 0 and 0.2.
    private const double LargestTangentCorrection = 0.25;

    private readonly PairFlow _pair;
    private readonly IReadOnlyList<FlowLayer> _first;
    private readonly IReadOnlyList<FlowLayer> _second;
    private readonly EnsembleStatistics _statistics;
    private readonly SamplingOptions _options;
    private readonly int[] _judged;

    public PairAgainstEnsemble(
        PairFlow pair, IReadOnlyList<FlowLayer> first, IReadOnlyList<FlowLayer> second, EnsembleStatistics statistics, SamplingOptions options)
    {
        (_pair, _first, _second, _statistics, _options) = (pair, first, second, statistics, options);
        int[] one = EnsembleJudgement.JudgedLayers(first, statistics, pair.First);
        int[] other = EnsembleJudgement.JudgedLayers(second, statistics, pair.Second);
        _judged = one.Length < other.Length ? one : other;
    }

    public IEnumerable<InputsComparison> Comparisons()
    {
        yield return Compare(
            InputsQuantity.Metric,
            [_pair.First, _pair.Second],
            l => l.K12 + (l.Correction?.G12 / WidthBefore(l.Layer) ?? double.NaN),
            (_, means) => means.Metric(_pair.First, _pair.Second),
            MetricTolerance,
            l => l.Vertex is PairVertex v ? Math.Sqrt(v[1, 2, 1, 2] / WidthBefore(l.Layer) / _statistics.Members(l.Layer)) : 0);
        foreach ((int a, int b, int c, int d) in Elements)
        {
            // Beyond eight inputs the covariances of different elements are not kept.
            if ((a, b) == (c, d) || _statistics.Inputs <= PairFlow.MostInputs)
            {
                int[] indices = [.. ((int[])[a, b, c, d]).Select(i => i == 1 ? _pair.First : _pair.Second)];
                yield return Compare(
                    InputsQuantity.Vertex,
                    indices,
                    l => l.Vertex?[a, b, c, d] ?? double.NaN,
                    (layer, means) => WidthBefore(layer) * means.Covariance(indices[0], indices[1], indices[2], indices[3]),
                    l => VertexTolerance(l, v => Math.Sqrt(Math.Abs(v[a, b, a, b] * v[c, d, c, d]))),
                    l => ExpectedError(l, [(a, b), (c, d)], v => v[a, b, a, b] * v[c, d, c, d], v => v[a, b, c, d]));
            }
        }

        if (_options.Observe.HasFlag(Observables.TangentKernel))
        {
            yield return TangentKernel();
        }
    }

    private InputsComparison TangentKernel()
    {
        TwoInputLayer last = _pair.Layers[^1];
        Estimate measured = _statistics.TangentKernel(_pair.First, _pair.Second);
        double tolerance = LargestTangentCorrection * (_statistics.Depth - 1.0) / _options.DistinctWidths[^1] * Math.Sqrt(last.Theta11 * last.Theta22);
        return new InputsComparison(
            InputsQuantity.TangentKernel,
            [_pair.First, _pair.Second],
            [(last.Layer, new ComparedValue(last.Theta12, double.NaN, measured.Value, measured.StandardError, measured.ZAgainst(last.Theta12)))],
            Judge([last], [last.Theta12], [tolerance], means => [means[last.Layer].TangentKernel(_pair.First, _pair.Second)], [0], _judged.Contains(last.Layer)));
    }

    private InputsComparison Compare(
        InputsQuantity quantity, int[] indices, Func<TwoInputLayer, double> theory, Func<int, LayerMeans, double> measure, Func<TwoInputLayer, double> tolerance,
        Func<TwoInputLayer, double> expectedError)
    {
        TwoInputLayer[] layers = [.. _pair.Layers.Skip(1)];
        TwoInputLayer[] within = [.. layers.Where(l => _judged.Contains(l.Layer))];
        return new InputsComparison(
            quantity,
            indices,
            [.. layers.Select(l => (l.Layer, Value(theory(l), _statistics.Members(l.Layer) == 0
                ? new Estimate(double.NaN, double.NaN)
                : _statistics.Jackknife.Estimate(means => measure(l.Layer, means[l.Layer])))))],
            Judge(within, [.. within.Select(theory)], [.. within.Select(tolerance)], means => [.. within.Select(l => measure(l.Layer, means[l.Layer]))],
                [.. within.Select(expectedError)], within.Length > 0));
    }

    private ChiSquared Judge(
        TwoInputLayer[] layers, double[] theory, double[] tolerance, Func<EnsembleMeans, double[]> measure, double[] expectedErrors, bool isJudged)
    {
        if (!isJudged || layers.Length == 0)
        {
            return new ChiSquared(0, 0, 1);
        }

        (double[] measured, var covariance) = _statistics.Jackknife.Estimate(measure);
        EnsembleJudgement.Widen(covariance, expectedErrors);
        return ChiSquared.Of([.. measured.Zip(theory, (m, t) => m - t)], covariance, _statistics.Jackknife.Groups, tolerance);
    }

    private static ComparedValue Value(double theory, Estimate measured) =>
        new(theory, double.NaN, measured.Value, measured.StandardError, measured.ZAgainst(theory));

    private double WidthBefore(int layer) => _options.Network.WidthBefore(layer);

    private double MetricTolerance(TwoInputLayer layer)
    {
        (FlowLayer a, FlowLayer b) = (_first[layer.Layer - 1], _second[layer.Layer - 1]);
        double relative = Math.Max(Math.Abs(a.NextOrderMetric / a.K), Math.Abs(b.NextOrderMetric / b.K));
        return layer.Layer <= 2 ? 0 : Math.Max(relative * Math.Sqrt(a.K * b.K), Mixed(layer));
    }

    /// <summary>The next order of the mean metric of both inputs, which those of either input alone do not tell; none where it is not known.</summary>
    private double Mixed(TwoInputLayer layer) => _pair.NextOrder[layer.Layer - 1] is var size && double.IsFinite(size) ? size : 0;

    /// <summary>The standard error that theory expects of an element of the vertex, with tails as heavy as those of the elements of the metric that it joins.</summary>
    private double ExpectedError(TwoInputLayer layer, (int A, int B)[] elements, Func<PairVertex, double> variances, Func<PairVertex, double> covariance)
    {
        if (layer.Vertex is not PairVertex v)
        {
            return 0;
        }

        double kurtosis = elements.Max(e => e switch
        {
            (1, 1) => LayerComparison.KurtosisOf(_first[layer.Layer - 1]),
            (2, 2) => LayerComparison.KurtosisOf(_second[layer.Layer - 1]),
            _ => Math.Max(Math.Max(LayerComparison.KurtosisOf(_first[layer.Layer - 1]), LayerComparison.KurtosisOf(_second[layer.Layer - 1])), _pair.Kurtosis[layer.Layer - 1]),
        });
        double error = Math.Sqrt((((kurtosis + 1) * Math.Abs(variances(v))) + (covariance(v) * covariance(v))) / _statistics.Members(layer.Layer));
        return double.IsFinite(error) ? error : 0;
    }

    private double VertexTolerance(TwoInputLayer layer, Func<PairVertex, double> size)
    {
        (FlowLayer a, FlowLayer b) = (_first[layer.Layer - 1], _second[layer.Layer - 1]);
        double relative = Math.Max(Mixed(layer) / Math.Sqrt(Signal(a) * Signal(b)), Math.Max(Relative(a), Relative(b)));
        return layer.Layer <= 2 || layer.Vertex is not PairVertex vertex ? 0 : relative * size(vertex);

        // Of what differs between networks, whatever C_b hides: correlations fluctuate by as much even where those of either input alone have no next order.
        double Signal(FlowLayer l) => l.K - _options.Network[l.Layer].Cb;
        static double Relative(FlowLayer l) => Math.Max(l.SignalFluctuation, l.Vertex == 0 ? 0 : Math.Abs(l.NextOrderVertex / l.Vertex));
    }
}

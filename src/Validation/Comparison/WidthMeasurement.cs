using Theory.Numerics.Flow;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>Mean metric and vertex of one layer at one width, beside the terms of their expansion in 1/n.</summary>
/// <param name="Width">n.</param>
/// <param name="Networks">Networks that entered.</param>
/// <param name="Theory">The prediction at that width.</param>
/// <param name="Metric">G, measured, with control variates.</param>
/// <param name="Vertex">n Var(Ghat), measured, with control variates.</param>
/// <param name="PlainMetric">G, measured, without them: noisier.</param>
/// <param name="PlainVertex">n Var(Ghat), measured, without them.</param>
public sealed record WidthMeasurement(
    int Width, long Networks, FlowLayer Theory, Estimate Metric, Estimate Vertex, Estimate PlainMetric, Estimate PlainVertex)
{
    /// <summary>G - K, which starts with G1/n.</summary>
    public Estimate MetricBeyondZero => Less(Metric, Theory.K);

    /// <summary>G - K - G1/n, which starts with order 1/n^2.</summary>
    public Estimate MetricBeyondOne => Less(Metric, Theory.Metric);

    /// <summary>What is left of G after order 1/n^2 too.</summary>
    public Estimate MetricBeyondTwo => Less(Metric, Theory.Metric + Theory.NextOrderMetric);

    /// <summary>n Var(Ghat) - V, which starts with order 1/n.</summary>
    public Estimate VertexBeyondZero => Less(Vertex, Theory.Vertex);

    /// <summary>What is left of n Var(Ghat) after order 1/n too.</summary>
    public Estimate VertexBeyondOne => Less(Vertex, Theory.Vertex + Theory.NextOrderVertex);

    private static Estimate Less(Estimate measured, double prediction) => measured with { Value = measured.Value - prediction };
}

using Theory.Validation.Statistics;

namespace Theory.Experiments.Training;

/// <summary>A layer of a trained ensemble at a checkpoint.</summary>
/// <param name="Layer">From 1; the last one is the output.</param>
/// <param name="Kernel">(1/n) Σ z_i² averaged over test inputs, over networks.</param>
/// <param name="ChiPerp">C_W &lt;s'²&gt; with the mean over neurons and inputs; null at the output.</param>
/// <param name="GradientFactor">The growth of a random gradient's squared length with trained weights; null at the output.</param>
/// <param name="Vertex">V by four-point correlators; null at the output.</param>
internal sealed record LayerOutcome(
    int Layer, MemberStatistics Kernel, MemberStatistics? ChiPerp, MemberStatistics? GradientFactor, Estimate? Vertex);

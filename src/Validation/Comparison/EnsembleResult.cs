using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>A drawn ensemble and its comparison with theory, at its first input.</summary>
/// <param name="Activation">The activation's name.</param>
/// <param name="Sampler">The sampler's name.</param>
/// <param name="Device">The device that was used.</param>
/// <param name="Options">What was drawn.</param>
/// <param name="Elapsed">The time it took.</param>
/// <param name="Statistics">Everything that was estimated.</param>
/// <param name="Comparison">Layer by layer.</param>
/// <param name="Judgement">All layers together.</param>
/// <param name="Reach">How far the expansion reaches.</param>
public sealed record EnsembleResult(
    string Activation,
    string Sampler,
    string Device,
    SamplingOptions Options,
    TimeSpan Elapsed,
    EnsembleStatistics Statistics,
    EnsembleComparison Comparison,
    EnsembleJudgement Judgement,
    ExpansionReach Reach);

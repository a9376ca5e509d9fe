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
    ExpansionReach Reach)
{
    /// <summary>The whole distributions against the exact law, where the expansion leaves layers of one input without a verdict; else null.</summary>
    public LawJudgement? Law { get; init; }

    /// <summary>The verdict of all that was judged.</summary>
    public Verdict Verdict => Comparison.Verdict == Verdict.Refuted || Law?.Verdict == Verdict.Refuted ? Verdict.Refuted
        : Comparison.Verdict == Verdict.Confirmed || Law?.Verdict == Verdict.Confirmed ? Verdict.Confirmed
        : Verdict.Undecided;

    /// <summary>The verdict in one sentence, or in two.</summary>
    public string Sentence => Law is null ? Comparison.Sentence
        : Comparison.Verdict == Verdict.Undecided ? $"{Law.Sentence}; the expansion in 1/n has no say"
        : $"{Comparison.Sentence}; {Law.Sentence}";
}

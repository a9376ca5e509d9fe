using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Experiments.Studies;

/// <summary>The main job for one activation: closed forms, values, class, prediction, and sampled networks beside it.</summary>
/// <param name="Evaluator">The activation with its closed forms.</param>
/// <param name="Values">Expectations at kernels where at least one of them has a value.</param>
/// <param name="Classification">The universality class, and why.</param>
/// <param name="Theory">What theory says about the networks.</param>
public sealed record Study(ExpectationEvaluator Evaluator, IReadOnlyList<ExpectationValues> Values, Classification Classification, EnsembleTheory Theory)
{
    /// <summary>Every weight is drawn for a fraction of the networks that are sampled conditionally: it takes so many times as long.</summary>
    private const int ConditionalForOne = 20;

    /// <summary>The ensembles that were drawn; none before.</summary>
    public IReadOnlyList<EnsembleResult> Results { get; init; } = [];

    /// <summary>What all ensembles say together: one that refutes is enough.</summary>
    public Verdict Verdict => Overall(Results.Select(r => r.Verdict));

    /// <summary>Everything that is known before a network is sampled.</summary>
    public static Study Prepare(ExpectationEvaluator evaluator, EnsembleTheory theory, IEnumerable<double> kernels)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        return new Study(evaluator, [.. kernels.Select(k => evaluator.Evaluate(k)).Where(v => v.HasAny)], Classifier.Classify(evaluator), theory);
    }

    /// <summary>The ensembles of a study: networks sampled conditionally, where weights are normal, and fewer of which every weight is drawn, from streams of their own.</summary>
    public static IReadOnlyList<(IEnsembleSampler Sampler, SamplingOptions Options)> Ensembles(SamplingOptions conditional)
    {
        ArgumentNullException.ThrowIfNull(conditional);
        int models = Math.Max(conditional.Models / ConditionalForOne, Math.Min(conditional.Models, LayerComparison.FewestMembers));
        (IEnsembleSampler, SamplingOptions) weights = (EnsembleSamplers.Weights, conditional with { Models = models, Seed = conditional.Seed + 1 });
        return conditional.Network.IsNormal ? [(EnsembleSamplers.Conditional, conditional), weights] : [weights];
    }

    internal static Verdict Overall(IEnumerable<Verdict> verdicts)
    {
        Verdict[] all = [.. verdicts];
        return all.Contains(Verdict.Refuted) ? Verdict.Refuted : all.Contains(Verdict.Confirmed) ? Verdict.Confirmed : Verdict.Undecided;
    }
}

using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Cli.Commands;

/// <summary>A drawn ensemble and its comparison with theory.</summary>
internal sealed record EnsembleResult(EnsembleSample Sample, EnsembleComparison Comparison);

using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Cli.Output;

/// <summary>Draws ensembles with a progress bar for each and compares them with theory.</summary>
internal static class SampledEnsembles
{
    /// <summary>Draws one ensemble for each sampler and compares it.</summary>
    public static IReadOnlyList<EnsembleResult> Draw(
        Terminal terminal,
        string activation,
        EnsembleTheory theory,
        IReadOnlyList<(IEnsembleSampler Sampler, SamplingOptions Options)> ensembles,
        CancellationToken cancellation) => ProgressBars.Show(
            terminal,
            [.. ensembles.Select(e => $"{e.Options.Models} networks by {e.Sampler.Name}")],
            progress => EnsembleRun.Run(activation, theory, ensembles, progress, cancellation));
}

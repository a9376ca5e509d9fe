using System.Diagnostics;
using Theory.Activations;
using Theory.Numerics.Flow;
using Theory.Validation.Activations;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using TorchSharp;

namespace Theory.Validation.Comparison;

/// <summary>Draws ensembles and compares them with a flow.</summary>
public static class EnsembleRun
{
    /// <summary>Draws one ensemble for each sampler and compares it.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="theory">The flow, layer by layer.</param>
    /// <param name="ensembles">What is drawn, one after the other.</param>
    /// <param name="progress">Where to tell the fraction of an ensemble that is done, from 0 to 1, by its position.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static IReadOnlyList<EnsembleResult> Run(
        Activation activation,
        IReadOnlyList<FlowLayer> theory,
        IReadOnlyList<(IEnsembleSampler Sampler, SamplingOptions Options)> ensembles,
        Func<int, IProgress<double>> progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(theory);
        ArgumentNullException.ThrowIfNull(ensembles);
        ArgumentNullException.ThrowIfNull(progress);
        TensorActivation tensors = TensorCompiler.Compile(activation);
        List<EnsembleResult> results = [];
        for (int i = 0; i < ensembles.Count; i++)
        {
            (IEnsembleSampler sampler, SamplingOptions options) = ensembles[i];
            var clock = Stopwatch.StartNew();
            var statistics = new EnsembleStatistics(options, [.. theory.Select(l => l.K)]);
            sampler.Observe(options, tensors, statistics, progress(i), cancellation);
            progress(i).Report(1);
            results.Add(new EnsembleResult(
                activation.Name,
                sampler.Name,
                options.Device.Resolve().type == DeviceType.CPU ? "cpu" : "cuda",
                options,
                clock.Elapsed,
                statistics,
                EnsembleComparison.Of(theory, statistics.Layers(), sampler.Name),
                EnsembleJudgement.Of(theory, statistics, options.Width),
                ExpansionReach.Of(theory, statistics, options.Width)));
        }

        return results;
    }
}

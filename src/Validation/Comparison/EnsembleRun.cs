using System.Diagnostics;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using TorchSharp;

namespace Theory.Validation.Comparison;

/// <summary>Draws ensembles and compares them with theory.</summary>
public static class EnsembleRun
{
    /// <summary>Draws one ensemble for each sampler and compares it.</summary>
    /// <param name="activation">The name of the activation.</param>
    /// <param name="theory">What theory says about them.</param>
    /// <param name="ensembles">What is drawn, one after the other.</param>
    /// <param name="progress">Where to tell the fraction of an ensemble that is done, from 0 to 1, by its position.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static IReadOnlyList<EnsembleResult> Run(
        string activation,
        EnsembleTheory theory,
        IReadOnlyList<(IEnsembleSampler Sampler, SamplingOptions Options)> ensembles,
        Func<int, IProgress<double>> progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(theory);
        ArgumentNullException.ThrowIfNull(ensembles);
        ArgumentNullException.ThrowIfNull(progress);
        List<EnsembleResult> results = [];
        for (int i = 0; i < ensembles.Count; i++)
        {
            (IEnsembleSampler sampler, SamplingOptions options) = ensembles[i];
            var clock = Stopwatch.StartNew();
            var statistics = new EnsembleStatistics(options, [.. theory.Followed.Layers.Select(l => l.K)]);
            sampler.Observe(options, statistics, progress(i), cancellation);
            progress(i).Report(1);
            TimeSpan elapsed = clock.Elapsed;
            (EnsembleComparison layers, EnsembleJudgement judgement, ExpansionReach reach) = theory.Compare(statistics, sampler.Name);
            results.Add(new EnsembleResult(
                activation,
                sampler.Name,
                options.Device.Resolve().type == DeviceType.CPU ? "cpu" : "cuda",
                options,
                elapsed,
                statistics,
                layers,
                judgement,
                reach)
            {
                Law = layers.Layers.Any(l => l.NotJudgedBecause is not null) ? theory.CompareLaw(statistics, cancellation) : null,
            });
        }

        return results;
    }
}

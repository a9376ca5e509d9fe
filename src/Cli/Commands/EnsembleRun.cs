using System.Diagnostics;
using Spectre.Console;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using TorchSharp;

namespace Theory.Cli.Commands;

/// <summary>Draws ensembles with a progress bar and compares them with theory.</summary>
internal static class EnsembleRun
{
    /// <summary>Draws one ensemble for each sampler and compares it.</summary>
    public static IReadOnlyList<EnsembleResult> Run(
        Terminal terminal,
        string activation,
        EnsembleTheory theory,
        IReadOnlyList<(IEnsembleSampler Sampler, SamplingOptions Options)> ensembles,
        CancellationToken cancellation)
    {
        List<EnsembleResult> results = [];
        terminal.ErrorConsole.Progress()
            .AutoClear(false)
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask[] tasks = [.. ensembles.Select(e => context.AddTask($"{e.Options.Models} networks by {e.Sampler.Name}"))];
                for (int i = 0; i < ensembles.Count; i++)
                {
                    (IEnsembleSampler sampler, SamplingOptions options) = ensembles[i];
                    var clock = Stopwatch.StartNew();
                    var statistics = new EnsembleStatistics(options, [.. theory.Followed.Layers.Select(l => l.K)]);
                    sampler.Observe(options, statistics, new TaskProgress(tasks[i]), cancellation);
                    tasks[i].Value = tasks[i].MaxValue;
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
                        reach));
                }
            });
        return results;
    }

    private sealed class TaskProgress(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value * task.MaxValue;
    }
}

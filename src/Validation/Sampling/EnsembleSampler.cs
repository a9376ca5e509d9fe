using System.Diagnostics;
using Theory.Validation.Activations;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Draws ensembles by a law of preactivations.</summary>
internal sealed class EnsembleSampler(string name, IPreactivationLaw law) : IEnsembleSampler
{
    public string Name { get; } = name;

    public void Check(SamplingOptions options)
    {
        options.Validate();
        law.Validate(options);
        _ = SamplingPlan.For(options, law, options.Models);
    }

    public EnsembleSample Sample(
        SamplingOptions options,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        Check(options);
        RequireOneInput(options);
        var device = options.Device.Resolve();
        var collector = new MetricCollector(options.Depth, options.FirstNetwork, options.Models);
        IReadOnlyList<TensorActivation?> activations = options.CompileLayers();
        Run(options, activations, device, options.FirstNetwork, options.Models, collector, progress, cancellationToken);
        string deviceName = device.type == DeviceType.CPU ? "cpu" : "cuda";
        return new EnsembleSample(options, Name, string.Join(", ", activations.OfType<TensorActivation>().Select(a => a.Name).Distinct()), deviceName, clock.Elapsed, collector.Metrics);
    }

    public void Observe(
        SamplingOptions options,
        IEnsembleObserver observer,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Check(options);
        Run(options, options.CompileLayers(), options.Device.Resolve(), options.FirstNetwork, options.Models, observer, progress, cancellationToken);
    }

    public IReadOnlyList<double> SampleNetwork(SamplingOptions options, long network)
    {
        RequireOneInput(options);
        var collector = new MetricCollector(options.Depth, network, 1);
        ObserveNetwork(options, network, collector);
        return [.. collector.Metrics.Select(layer => layer[0])];
    }

    public void ObserveNetwork(SamplingOptions options, long network, IEnsembleObserver observer)
    {
        Check(options);
        Run(options, options.CompileLayers(), options.Device.Resolve(), network, 1, observer, null, CancellationToken.None);
    }

    private void Run(
        SamplingOptions options,
        IReadOnlyList<TensorActivation?> activations,
        torch.Device device,
        long firstNetwork,
        int networks,
        IEnsembleObserver observer,
        IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        if ((options.Observe & (Observables.Derivatives | Observables.TangentKernel)) != 0 && activations.FirstOrDefault(a => a is { Derivative: null }) is TensorActivation without)
        {
            throw new UserInputException($"the derivative of {without.Name} is not known, but is to be observed");
        }

        SamplingPlan plan = SamplingPlan.For(options, law, networks);
        var blocks = new BlockQueue(networks, plan.NetworksInBlock, options.Depth, progress);
        TorchThreads.Run(plan.Threads, () =>
        {
            using var block = new NetworkBlock(options, activations, device, plan.NetworksInBlock, law.NeedsDerivatives(options));
            using IPreactivationSource source = law.CreateSource(options, activations, device);
            IEnsembleObserver own = observer.Fork();
            while (blocks.TryTake(out int start, out int count))
            {
                try
                {
                    block.Restart(firstNetwork + start, count);
                    Follow(options, block, source, own, () =>
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        blocks.LayerDone(count);
                    });
                }
                catch
                {
                    blocks.Stop();
                    throw;
                }
            }

            if (!ReferenceEquals(own, observer))
            {
                lock (blocks)
                {
                    observer.Merge(own);
                }
            }
        });
    }

    /// <summary>Carries a block of networks through all layers.</summary>
    private static void Follow(SamplingOptions options, NetworkBlock block, IPreactivationSource source, IEnsembleObserver observer, Action layerDone)
    {
        for (int layer = 1; layer <= options.Depth; layer++)
        {
            bool last = layer == options.Depth;
            bool drawn = !last || options.Observe != Observables.Metric;
            if (drawn)
            {
                source.Draw(block, layer);
                if (!last || options.Observe.HasFlag(Observables.Derivatives))
                {
                    block.Activate();
                }
            }

            bool tangents = last && options.Observe.HasFlag(Observables.TangentKernel);
            block.Report(observer, drawn, tangents ? source : null);
            if (!last)
            {
                block.NextMetric();
            }

            layerDone();
        }
    }

    private static void RequireOneInput(SamplingOptions options)
    {
        if (options.InputCount > 1)
        {
            throw new UserInputException($"the metrics of {options.InputCount} inputs are not kept for every network; observe the ensemble instead");
        }
    }
}

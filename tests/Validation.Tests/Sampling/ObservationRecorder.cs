using System.Collections.Concurrent;
using Theory.Validation.Sampling;

namespace Theory.Validation.Tests.Sampling;

/// <summary>Keeps everything that networks show, by network and layer.</summary>
internal sealed class ObservationRecorder : IEnsembleObserver
{
    private readonly ConcurrentDictionary<(long Network, int Layer), double[]> seen = new();

    public double[] this[long network, int layer] => seen[(network, layer)];

    public IEnumerable<long> Networks => seen.Keys.Select(k => k.Network).Distinct().Order();

    public IEnsembleObserver Fork() => this;

    public void Merge(IEnsembleObserver other)
    {
        // All threads share one.
    }

    public void Observe(LayerObservation observation)
    {
        List<double> values = [];
        for (int a = 0; a < observation.Inputs; a++)
        {
            values.Add(observation.LogMetric(a));
            for (int b = 0; b < observation.Inputs; b++)
            {
                values.Add(observation.Metric(a, b));
                if (observation.HasDerivatives)
                {
                    values.Add(observation.DerivativeMetric(a, b));
                }
            }

            if (observation.HasDerivatives)
            {
                values.Add(observation.Response(a));
            }

            if (observation.HasNeuronMoments)
            {
                values.AddRange([observation.NeuronMoment(a, 1), observation.NeuronMoment(a, 2), observation.NeuronMoment(a, 3)]);
            }
        }

        values.AddRange(observation.TangentKernel);
        Assert.True(seen.TryAdd((observation.Network, observation.Layer), [.. values]));
    }
}

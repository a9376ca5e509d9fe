namespace Theory.Validation.Sampling;

/// <summary>The stochastic metric Ghat(l) of every network of an ensemble at every layer.</summary>
public sealed class EnsembleSample
{
    private readonly double[][] _metrics;

    internal EnsembleSample(SamplingOptions options, string sampler, string activation, string device, TimeSpan elapsed, double[][] metrics)
    {
        Options = options;
        Sampler = sampler;
        Activation = activation;
        Device = device;
        Elapsed = elapsed;
        _metrics = metrics;
    }

    /// <summary>What was asked for.</summary>
    public SamplingOptions Options { get; }

    /// <summary>The sampler's name.</summary>
    public string Sampler { get; }

    /// <summary>The name of the activation; of all of them, where layers differ.</summary>
    public string Activation { get; }

    /// <summary>The device that was used: cpu or cuda.</summary>
    public string Device { get; }

    /// <summary>The time it took.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Ghat(l) of each network, in the order of their indices.</summary>
    /// <param name="layer">The layer's number, from 1 to the depth.</param>
    /// <returns>
    /// Values that are not finite mark networks that overflowed at this layer or before; from the layer after on they are NaN.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public ReadOnlySpan<double> Metric(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layer, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, _metrics.Length);
        return _metrics[layer - 1];
    }
}

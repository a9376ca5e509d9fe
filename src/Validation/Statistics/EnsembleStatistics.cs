using Theory.Networks;
using Theory.Validation.Sampling;

namespace Theory.Validation.Statistics;

/// <summary>Everything that is estimated from an ensemble, taken in network by network, without keeping any.</summary>
/// <remarks>
/// Sums are exact and histograms have fixed bins, so that the result is the same to the last bit for every order of the networks, number of
/// threads, and division into parts that are merged. Networks that overflowed are counted and left out. Where a value exceeds double
/// precision though its logarithm is known, the estimates that need it are NaN and those of logarithms are not.
/// </remarks>
public sealed partial class EnsembleStatistics : IEnsembleObserver
{
    private readonly SamplingOptions _options;
    private readonly MomentLayout _layout;
    private readonly double[] _units;
    private readonly LayerAccumulator[] _layers;
    private readonly double[] _buffer;
    private readonly LogHistogram _tangents = new();
    private Jackknife? _jackknife;

    /// <summary>Prepares for an ensemble.</summary>
    /// <param name="options">The ensemble.</param>
    /// <param name="typicalMetrics">
    /// The size of the metric at each layer, as predicted, in units of which powers are summed, so that they do not leave double precision.
    /// Default: 1. All parts of an ensemble must use the same.
    /// </param>
    /// <exception cref="UserInputException">The sums would not fit in the memory limit.</exception>
    public EnsembleStatistics(SamplingOptions options, IReadOnlyList<double>? typicalMetrics = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _layout = new MomentLayout(options);

        // Powers of two change no digit.
        _units = [.. Enumerable.Range(0, options.Depth).Select(l =>
            typicalMetrics is not null && l < typicalMetrics.Count && typicalMetrics[l] is > 0 and var k && double.IsFinite(k) ? Math.ScaleB(1, Math.ILogB(k)) : 1)];
        long bytes = (long)options.Depth * BlockSums.Blocks * _layout.Length * BytesPerSum * Math.Min(options.MaxDegreeOfParallelism ?? Environment.ProcessorCount, options.Models);
        if (bytes > options.MemoryLimitBytes)
        {
            throw new UserInputException(FormattableString.Invariant(
                $"statistics of {options.InputCount} inputs need {bytes} bytes; the memory limit is {options.MemoryLimitBytes}: use fewer inputs, the diagonal of the metric only, or a higher limit"));
        }

        _layers = [.. Enumerable.Range(0, options.Depth).Select(_ => new LayerAccumulator(_layout.Length, options.InputCount))];
        _buffer = new double[_layout.Length];
    }

    private static int BytesPerSum => 112;

    /// <summary>The law of the networks.</summary>
    public Network Network => _options.Network;

    /// <summary>What enters them.</summary>
    public Signal Signal => _options.Signal;

    /// <summary>The number of layers.</summary>
    public int Depth => _options.Depth;

    /// <summary>The number of inputs.</summary>
    public int Inputs => _options.InputCount;

    /// <summary>Networks that entered the estimates at a layer, from 1.</summary>
    public long Members(int layer) => At(layer).Sums.Counts.Sum();

    /// <summary>Networks left out at a layer because they left the range of their number type, there or before.</summary>
    public long Overflowed(int layer) => At(layer).Overflowed;

    /// <summary>The distribution of Ghat_aa over networks at a layer.</summary>
    public LogHistogram Distribution(int layer, int a = 0) => At(layer).Histograms[a];

    /// <summary>Functions of means, with errors.</summary>
    public Jackknife Jackknife => _jackknife ??= MakeJackknife();

    /// <inheritdoc/>
    public IEnsembleObserver Fork() => new EnsembleStatistics(_options, _units);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The other one has not observed the same quantities of the same layers.</exception>
    public void Merge(IEnsembleObserver other)
    {
        if (other is not EnsembleStatistics same || same._layout.Length != _layout.Length || !same._units.SequenceEqual(_units))
        {
            throw new ArgumentException("statistics of different ensembles cannot be merged", nameof(other));
        }

        _jackknife = null;
        for (int l = 0; l < _layers.Length; l++)
        {
            _layers[l].Merge(same._layers[l]);
        }

        _tangents.Merge(same._tangents);
    }

    /// <inheritdoc/>
    public void Observe(LayerObservation observation)
    {
        _jackknife = null;
        LayerAccumulator layer = _layers[observation.Layer - 1];
        if (observation.Overflowed)
        {
            layer.Overflowed++;
            return;
        }

        for (int a = 0; a < observation.Inputs; a++)
        {
            layer.Histograms[a].Add(observation.LogMetric(a));
        }

        if (_layout.HasTangents && !observation.TangentKernel.IsEmpty)
        {
            _tangents.Add(Math.Log(observation.TangentKernel[0]));
        }

        _layout.Fill(observation, _units[observation.Layer - 1], _buffer);
        layer.Sums.Add(observation.Network, _buffer);
    }

    private LayerAccumulator At(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layer, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, _layers.Length);
        return _layers[layer - 1];
    }

    private Jackknife MakeJackknife()
    {
        (double[] All, double[][] Without)[] means = [.. _layers.Select(l => l.Sums.Means())];
        EnsembleMeans Select(Func<int, double[]> of) =>
            new([.. means.Select((_, l) => new LayerMeans(_layout, of(l), _units[l]))]);

        IReadOnlyList<long> counts = _layers[0].Sums.Counts;
        double total = counts.Sum();
        return new Jackknife(
            Select(l => means[l].All),
            [.. Enumerable.Range(0, BlockSums.Blocks).Where(block => counts[block] > 0).Select(block =>
                (Select(l => means[l].Without[block]), total / counts[block]))]);
    }

    private sealed class LayerAccumulator(int quantities, int inputs)
    {
        public BlockSums Sums { get; } = new(quantities);

        public LogHistogram[] Histograms { get; } = [.. Enumerable.Range(0, inputs).Select(_ => new LogHistogram())];

        public long Overflowed { get; set; }

        public void Merge(LayerAccumulator other)
        {
            Sums.Merge(other.Sums);
            Overflowed += other.Overflowed;
            foreach ((LogHistogram own, LogHistogram added) in Histograms.Zip(other.Histograms))
            {
                own.Merge(added);
            }
        }
    }
}

using System.Text.Json.Nodes;
using Theory.Validation.Training;

namespace Theory.Experiments;

/// <summary>Ensembles of networks that are trained, in shards of so many networks of one ensemble.</summary>
/// <typeparam name="TSetting">What describes an ensemble.</typeparam>
/// <typeparam name="TOutcome">What is found about an ensemble.</typeparam>
internal abstract class EnsembleWork<TSetting, TOutcome> : IEnsembleWork<TOutcome>
{
    private readonly int _networksInShard;

    /// <summary>The computation of given ensembles.</summary>
    /// <param name="name">The name of the computation.</param>
    /// <param name="settings">What a user may choose.</param>
    /// <param name="ensembles">The ensembles.</param>
    /// <param name="models">Networks in each ensemble.</param>
    /// <param name="steps">Steps of the optimizer.</param>
    /// <param name="networksInShard">Networks in a shard; the last of an ensemble may have fewer.</param>
    /// <exception cref="UserInputException">There is no such optimizer, or its learning rate is not positive.</exception>
    protected EnsembleWork(string name, ExperimentSettings settings, IReadOnlyList<TSetting> ensembles, int models, int steps, int networksInShard)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(ensembles);
        Name = name;
        Settings = settings;
        Ensembles = ensembles;
        Models = models;
        Steps = steps;
        _networksInShard = networksInShard;
        Optimizer = OptimizerOptions.Parse(settings.Optimizer, settings.LearningRate);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The ensembles.</summary>
    public IReadOnlyList<TSetting> Ensembles { get; }

    /// <summary>Networks in each ensemble.</summary>
    public int Models { get; }

    /// <summary>Steps of the optimizer.</summary>
    public int Steps { get; }

    /// <summary>How parameters follow their gradients.</summary>
    public OptimizerOptions Optimizer { get; }

    /// <inheritdoc/>
    public abstract JsonObject Parameters { get; }

    /// <inheritdoc/>
    public int ShardCount => Ensembles.Count * ShardsPerEnsemble;

    /// <inheritdoc/>
    public virtual long? ShardBytes => Enumerable.Range(0, Ensembles.Count).Max(i =>
    {
        TrainingOptions options = Options(i, 0);
        int samples = SamplesInStep(Ensembles[i]);
        return TrainingMemory.NetworksAtOnce(options, samples) * TrainingMemory.BytesPerNetwork(options.Architecture, samples, Optimizer, options.DType.Bytes);
    });

    /// <summary>What a user may choose.</summary>
    protected ExperimentSettings Settings { get; }

    private int ShardsPerEnsemble => (Models + _networksInShard - 1) / _networksInShard;

    /// <inheritdoc/>
    public abstract IReadOnlyList<TOutcome> Outcomes(IReadOnlyList<JsonObject> shards);

    /// <summary>Samples in one step of an ensemble.</summary>
    public abstract int SamplesInStep(TSetting ensemble);

    /// <inheritdoc/>
    public virtual double Effort(int shard)
    {
        TrainingOptions options = Options(shard / ShardsPerEnsemble, shard % ShardsPerEnsemble);
        return options.Models * (SamplesInStep(Ensembles[shard / ShardsPerEnsemble]) + 100.0) * (options.Architecture.Layers - 1.5);
    }

    /// <inheritdoc/>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken) =>
        Train(shard / ShardsPerEnsemble, Options(shard / ShardsPerEnsemble, shard % ShardsPerEnsemble), progress, cancellationToken);

    /// <summary>The networks of an ensemble.</summary>
    protected abstract NetworkArchitecture Architecture(TSetting ensemble);

    /// <summary>Networks of different identities are different.</summary>
    /// <param name="ensemble">The position of the ensemble, which is its identity unless said otherwise.</param>
    protected virtual long Identity(int ensemble) => ensemble;

    /// <summary>Trains the networks of a shard.</summary>
    /// <param name="ensemble">The position of their ensemble.</param>
    /// <param name="options">The networks, and how they are trained.</param>
    /// <param name="progress">Told the fraction that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the training early.</param>
    protected abstract JsonObject Train(int ensemble, TrainingOptions options, IProgress<double> progress, CancellationToken cancellationToken);

    /// <summary>The networks of a shard of an ensemble, and how they are trained.</summary>
    protected virtual TrainingOptions Options(int ensemble, int shard)
    {
        int first = shard * _networksInShard;
        return new TrainingOptions
        {
            Architecture = Architecture(Ensembles[ensemble]),
            Models = Math.Min(_networksInShard, Models - first),
            Epochs = Steps,
            Optimizer = Optimizer,
            Seed = Settings.Seed,

            // A million indices for each identity.
            FirstNetwork = (Identity(ensemble) * 1_000_000L) + first,
            Device = Settings.Device,
            MemoryLimitBytes = Settings.MemoryLimitBytes,
        };
    }
}

using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Validation.Runs;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Experiments;

/// <summary>Experiments E2 and E6 (Tables 2 and 3, Figures 2, 3, 7 and 8): ensembles trained on a regression, in shards of networks.</summary>
public sealed class TrainingWork : IShardedWork
{
    private const int TestSamples = 100;
    private const int Probes = 10;
    private readonly ExperimentSettings settings;
    private readonly int networksInShard;

    /// <summary>The experiment with given ensembles.</summary>
    public TrainingWork(string name, ExperimentSettings settings, IReadOnlyList<TrainingSetting> ensembles)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Name = name;
        this.settings = settings;
        Ensembles = ensembles;
        Width = settings.Choose(16, 128, 512);
        Models = settings.Choose(8, 50, 100);
        Epochs = settings.Choose(20, 1000, 1000);
        networksInShard = settings.Choose(4, 10, 10);
        Optimizer = OptimizerOptions.Parse(settings.Optimizer, settings.LearningRate);
    }

    /// <summary>The ensembles.</summary>
    public IReadOnlyList<TrainingSetting> Ensembles { get; }

    /// <summary>The width of the hidden layers.</summary>
    public int Width { get; }

    /// <summary>Networks in each ensemble.</summary>
    public int Models { get; }

    /// <summary>Training samples of an ensemble: what it asks for, but at most 300 in the reduced size and 50 in the smallest.</summary>
    public int Samples(TrainingSetting ensemble) => Math.Min(ensemble.Samples, settings.Choose(50, 300, int.MaxValue));

    /// <summary>Steps of the optimizer, each over all samples.</summary>
    public int Epochs { get; }

    /// <summary>How parameters follow their gradients.</summary>
    public OptimizerOptions Optimizer { get; }

    /// <summary>The epochs at which networks are measured: the start, the quarters, the end.</summary>
    public IReadOnlyList<int> Checkpoints => [.. Enumerable.Range(0, 5).Select(k => Epochs * k / 4)];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int ShardCount => Ensembles.Count * ShardsPerEnsemble;

    /// <inheritdoc/>
    public JsonObject Parameters => new()
    {
        ["preset"] = settings.Preset.ToString(),
        ["seed"] = settings.Seed,
        ["width"] = Width,
        ["models"] = Models,
        ["epochs"] = Epochs,
        ["optimizer"] = Optimizer.Name,
        ["learningRate"] = Optimizer.LearningRate,
        ["samples"] = new JsonArray([.. Ensembles.Select(e => (JsonNode)Samples(e))]),
        ["testSamples"] = TestSamples,
        ["probes"] = Probes,
        ["networksInShard"] = networksInShard,
        ["networksAtOnce"] = new JsonArray([.. Ensembles.Select((_, i) => (JsonNode)TrainingMemory.NetworksAtOnce(Options(i, 0), Samples(Ensembles[i])))]),
        ["ensembles"] = new JsonArray([.. Ensembles.Select(e => ShardJson.Write(e))]),
    };

    private int ShardsPerEnsemble => (Models + networksInShard - 1) / networksInShard;

    /// <summary>The outcome of every ensemble from the results of all shards, in order.</summary>
    public IReadOnlyList<TrainingOutcome> Outcomes(IReadOnlyList<JsonObject> shards)
    {
        NetworkRecords[] all = [.. shards.Select(ShardJson.Read<NetworkRecords>)];
        return [.. Ensembles.Select((e, i) => TrainingOutcome.Of(
            e, Width, Checkpoints, [.. all.Where(r => r.Setting == i).SelectMany(r => r.Networks)], TestData(i)))];
    }

    /// <summary>The largest estimate of the memory that training takes at a time.</summary>
    public long PeakBytes() => Ensembles.Select((e, i) =>
    {
        TrainingOptions options = Options(i, 0);
        return TrainingMemory.NetworksAtOnce(options, Samples(e))
            * TrainingMemory.BytesPerNetwork(options.Architecture, Samples(e), Optimizer, options.DType.Bytes);
    }).Max();

    /// <summary>The samples on which trained networks are tested.</summary>
    public Regression TestData(int ensemble) => PolarRegression.Draw(TestSamples, Ensembles[ensemble].Radius, settings.Seed, test: true);

    /// <inheritdoc/>
    public double Effort(int shard)
    {
        TrainingSetting ensemble = Ensembles[shard / ShardsPerEnsemble];
        return Options(shard / ShardsPerEnsemble, shard % ShardsPerEnsemble).Models * (Samples(ensemble) + 100.0) * (ensemble.HiddenLayers - 0.5);
    }

    /// <inheritdoc/>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken)
    {
        int setting = shard / ShardsPerEnsemble;
        TrainingSetting ensemble = Ensembles[setting];
        TrainingOptions options = Options(setting, shard % ShardsPerEnsemble);
        ITrainableActivation activation = TrainableActivation.Of(Activation.Parse(ensemble.Activation));
        Regression data = PolarRegression.Draw(Samples(ensemble), ensemble.Radius, settings.Seed, test: false);
        using var scope = torch.NewDisposeScope();
        using var recorder = new TrainingRecorder(activation, ensemble.Cw, TestData(setting), Probes, options);
        TrainingResult result = EnsembleTrainer.Train(
            options, activation, data, [.. Checkpoints], recorder.Observe, progress, cancellationToken);
        return ShardJson.Write(new NetworkRecords(setting, recorder.Finish(result)));
    }

    private TrainingOptions Options(int setting, int shard)
    {
        TrainingSetting ensemble = Ensembles[setting];
        int first = shard * networksInShard;
        return new TrainingOptions
        {
            Architecture = NetworkArchitecture.Uniform(2, Width, ensemble.HiddenLayers, 1, ensemble.Cw),
            Models = Math.Min(networksInShard, Models - first),
            Epochs = Epochs,
            Optimizer = Optimizer,
            Seed = settings.Seed,

            // Networks of different ensembles are different: a million indices for each.
            FirstNetwork = (setting * 1_000_000L) + first,
            Device = settings.Device,
            MemoryLimitBytes = settings.MemoryLimitBytes,
        };
    }
}

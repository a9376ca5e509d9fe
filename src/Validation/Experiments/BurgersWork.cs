using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Numerics.ReferenceSolutions;
using Theory.Validation.PhysicsInformed;
using Theory.Validation.Runs;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Experiments;

/// <summary>Experiment E9 (Figures 15 to 17): physics-informed networks for Burgers' equation, ν = 0.01/π, in shards of networks.</summary>
public sealed class BurgersWork : IShardedWork
{
    private const int TestPlaces = 1000;
    private const int Looks = 20;
    private readonly ExperimentSettings settings;
    private readonly int networksInShard;

    /// <summary>The experiment with given ensembles.</summary>
    public BurgersWork(string name, ExperimentSettings settings, IReadOnlyList<BurgersSetting> ensembles)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Name = name;
        this.settings = settings;
        Ensembles = ensembles;
        HiddenLayers = settings.Choose(3, 7, 7);
        Width = settings.Choose(16, 64, 64);
        Models = settings.Choose(2, 3, 5);
        Steps = settings.Choose(20, 600, 20_000);
        Places = settings.Choose(60, 400, 10_000);
        Conditions = settings.Choose(20, 100, 100);
        networksInShard = settings.Choose(2, 3, 1);
        Optimizer = OptimizerOptions.Parse(settings.Optimizer, settings.LearningRate);
    }

    /// <summary>The ensembles.</summary>
    public IReadOnlyList<BurgersSetting> Ensembles { get; }

    /// <summary>The number of hidden layers.</summary>
    public int HiddenLayers { get; }

    /// <summary>Their width.</summary>
    public int Width { get; }

    /// <summary>Networks in each ensemble.</summary>
    public int Models { get; }

    /// <summary>Steps of the optimizer, each over all points.</summary>
    public int Steps { get; }

    /// <summary>Collocation points.</summary>
    public int Places { get; }

    /// <summary>Initial and boundary points.</summary>
    public int Conditions { get; }

    /// <summary>How parameters follow their gradients.</summary>
    public OptimizerOptions Optimizer { get; }

    /// <summary>The steps at which networks are measured.</summary>
    public IReadOnlyList<int> Checkpoints => [.. Enumerable.Range(0, Looks + 1).Select(k => Steps * k / Looks)];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int ShardCount => Ensembles.Count * ShardsPerEnsemble;

    /// <inheritdoc/>
    public JsonObject Parameters => new()
    {
        ["preset"] = settings.Preset.ToString(),
        ["seed"] = settings.Seed,
        ["viscosity"] = BurgersSolution.UsualViscosity,
        ["hiddenLayers"] = HiddenLayers,
        ["width"] = Width,
        ["models"] = Models,
        ["steps"] = Steps,
        ["optimizer"] = Optimizer.Name,
        ["learningRate"] = Optimizer.LearningRate,
        ["places"] = Places,
        ["conditions"] = Conditions,
        ["testPlaces"] = TestPlaces,
        ["networksInShard"] = networksInShard,
        ["networksAtOnce"] = TrainingMemory.NetworksAtOnce(Options(0, 0), EquivalentSamples),
        ["ensembles"] = new JsonArray([.. Ensembles.Select(e => ShardJson.Write(e))]),
    };

    private int ShardsPerEnsemble => (Models + networksInShard - 1) / networksInShard;

    private int EquivalentSamples => (6 * Places) + (3 * Conditions);

    /// <summary>The outcome of every ensemble from the results of all shards, in order.</summary>
    public IReadOnlyList<BurgersOutcome> Outcomes(IReadOnlyList<JsonObject> shards)
    {
        BurgersRecords[] all = [.. shards.Select(ShardJson.Read<BurgersRecords>)];
        return [.. Ensembles.Select((e, i) => BurgersOutcome.Of(e, Checkpoints, [.. all.Where(r => r.Setting == i).SelectMany(r => r.Networks)]))];
    }

    /// <inheritdoc/>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken)
    {
        int setting = shard / ShardsPerEnsemble;
        TrainingOptions options = Options(setting, shard % ShardsPerEnsemble);
        Activation activation = Activation.Parse(Ensembles[setting].Activation);
        using var scope = torch.NewDisposeScope();
        var device = options.Device.Resolve();

        // The points are the same for all networks.
        using var training = Gradient(BurgersPoints.Draw(Places, Conditions, settings.Seed));
        using var test = Gradient(BurgersPoints.Draw(TestPlaces, 1, ~settings.Seed));
        using var recorder = new BurgersRecorder(TrainableActivation.Of(activation), training, test, options);
        TrainingResult result = EnsembleTrainer.Train(
            options, training, training.EquivalentSamples, [.. Checkpoints], recorder.Observe, progress, cancellationToken);
        return ShardJson.Write(new BurgersRecords(setting, recorder.Finish(result)));

        BurgersGradient Gradient(BurgersPoints points) => new(activation, points, BurgersSolution.UsualViscosity, InputScaling.None, options.DType.ScalarType, device);
    }

    private TrainingOptions Options(int setting, int shard)
    {
        BurgersSetting ensemble = Ensembles[setting];
        int first = shard * networksInShard;
        return new TrainingOptions
        {
            Architecture = NetworkArchitecture.Uniform(2, Width, HiddenLayers, 1, ensemble.Cw, ensemble.Cb),
            Models = Math.Min(networksInShard, Models - first),
            Epochs = Steps,
            Optimizer = Optimizer,
            Seed = settings.Seed,

            // Networks of different ensembles are different: a million indices for each.
            FirstNetwork = (setting * 1_000_000L) + first,
            Device = settings.Device,
            MemoryLimitBytes = settings.MemoryLimitBytes,
        };
    }
}

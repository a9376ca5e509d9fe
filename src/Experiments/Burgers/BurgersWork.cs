using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Numerics.ReferenceSolutions;
using Theory.Validation.PhysicsInformed;
using Theory.Validation.Runs;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.Burgers;

/// <summary>Experiment E9 (Figures 15 to 17): physics-informed networks for Burgers' equation, ν = 0.01/π; every network is a shard.</summary>
public sealed class BurgersWork : IShardedWork
{
    private const int TestPlaces = 1000;
    private const int Looks = 20;
    private readonly ExperimentSettings settings;

    /// <summary>The experiment with given ensembles.</summary>
    public BurgersWork(string name, ExperimentSettings settings, BurgersSize size, IReadOnlyList<BurgersSetting> ensembles)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(size);
        Name = name;
        this.settings = settings;
        Size = size;
        Ensembles = ensembles;
        Optimizer = OptimizerOptions.Parse(settings.Optimizer, settings.LearningRate);
        Options(0, 0).Validate();
    }

    /// <summary>The ensembles.</summary>
    public IReadOnlyList<BurgersSetting> Ensembles { get; }

    /// <summary>Sizes of networks, ensembles and training.</summary>
    public BurgersSize Size { get; }

    /// <summary>How parameters follow their gradients, before L-BFGS.</summary>
    public OptimizerOptions Optimizer { get; }

    /// <summary>The steps at which networks are measured: evenly spaced, and where L-BFGS begins.</summary>
    public IReadOnlyList<int> Checkpoints
    {
        get
        {
            int steps = Size.Steps + Size.LbfgsSteps;
            return [.. Enumerable.Range(0, Looks + 1).Select(k => (int)((long)steps * k / Looks)).Append(Size.Steps).Distinct().Order()];
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int ShardCount => Ensembles.Count * Size.Models;

    /// <inheritdoc/>
    public JsonObject Parameters => new()
    {
        ["preset"] = settings.Preset.ToString(),
        ["seed"] = settings.Seed,
        ["viscosity"] = BurgersSolution.UsualViscosity,
        ["hiddenLayers"] = Size.HiddenLayers,
        ["width"] = Size.Width,
        ["models"] = Size.Models,
        ["steps"] = Size.Steps,
        ["optimizer"] = Optimizer.Name,
        ["learningRate"] = Optimizer.LearningRate,
        ["lbfgsSteps"] = Size.LbfgsSteps,
        ["precision"] = Size.Precision.Name,
        ["places"] = Size.Places,
        ["conditions"] = Size.Conditions,
        ["testPlaces"] = TestPlaces,
        ["ensembles"] = new JsonArray([.. Ensembles.Select(e => ShardJson.Write(e))]),
    };

    /// <summary>The outcome of every ensemble from the results of all shards, in order.</summary>
    public IReadOnlyList<BurgersOutcome> Outcomes(IReadOnlyList<JsonObject> shards)
    {
        BurgersRecords[] all = [.. shards.Select(ShardJson.Read<BurgersRecords>)];
        return [.. Ensembles.Select((e, i) => BurgersOutcome.Of(e, Checkpoints, [.. all.Where(r => r.Setting == i).SelectMany(r => r.Networks)]))];
    }

    /// <inheritdoc/>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken)
    {
        int setting = shard / Size.Models;
        BurgersSetting ensemble = Ensembles[setting];
        TrainingOptions options = Options(setting, shard % Size.Models);
        Activation activation = options.Architecture.Network.ActivationOf(1);
        using var scope = torch.NewDisposeScope();
        var device = options.Device.Resolve();

        // The points are the same for all networks.
        using var training = Gradient(BurgersPoints.Draw(Size.Places, Size.Conditions, settings.Seed));
        using var test = Gradient(BurgersPoints.Draw(TestPlaces, 1, ~settings.Seed));
        using var recorder = new BurgersRecorder(TrainableActivation.Of(options.Architecture.Network), ensemble.Scaling, training, test, options);
        TrainingResult result = EnsembleTrainer.Train(
            options, training, training.EquivalentSamples, [.. Checkpoints], recorder.Observe, progress, cancellationToken);
        return ShardJson.Write(new BurgersRecords(setting, recorder.Finish(result)));

        BurgersGradient Gradient(BurgersPoints points) =>
            new(activation, points, BurgersSolution.UsualViscosity, ensemble.Scaling, options.DType.ScalarType, device);
    }

    private TrainingOptions Options(int setting, int network) => new()
    {
        Architecture = Ensembles[setting].Architecture(Size.HiddenLayers, Size.Width),
        Models = 1,
        Epochs = Size.Steps,
        Optimizer = Optimizer,
        Lbfgs = Size.LbfgsSteps == 0 ? null : new LbfgsOptions(Size.LbfgsSteps),
        Seed = settings.Seed,

        // Networks of different ensembles are different: a million indices for each.
        FirstNetwork = (setting * 1_000_000L) + network,
        Device = settings.Device,
        DType = Size.Precision,
        MemoryLimitBytes = settings.MemoryLimitBytes,
    };
}

using System.Text.Json.Nodes;
using Theory.Numerics.ReferenceSolutions;
using Theory.Validation.PhysicsInformed;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.Burgers;

/// <summary>Experiment E9 (Figures 15 to 17): physics-informed networks for Burgers' equation, ν = 0.01/π; every network is a shard.</summary>
internal sealed class BurgersWork : EnsembleWork<BurgersSetting, BurgersOutcome>
{
    private const int TestPlaces = 1000;
    private const int Looks = 20;

    /// <summary>The experiment with given ensembles.</summary>
    public BurgersWork(string name, ExperimentSettings settings, BurgersSize size, IReadOnlyList<BurgersSetting> ensembles)
        : base(name, settings, ensembles, models: size?.Models ?? throw new ArgumentNullException(nameof(size)), steps: size.Steps, networksInShard: 1)
    {
        Size = size;
        Options(0, 0).Validate();
    }

    /// <summary>Sizes of networks, ensembles and training.</summary>
    public BurgersSize Size { get; }

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
    public override JsonObject Parameters => new()
    {
        ["preset"] = Settings.Preset.ToString(),
        ["seed"] = Settings.Seed,
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

    /// <summary>None: a network's points are divided over the processors.</summary>
    public override long? ShardBytes => null;

    /// <inheritdoc/>
    public override int SamplesInStep(BurgersSetting ensemble) => Size.Places + Size.Conditions;

    /// <summary>All shards alike.</summary>
    public override double Effort(int shard) => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<BurgersOutcome> Outcomes(IReadOnlyList<JsonObject> shards)
    {
        BurgersRecords[] all = [.. shards.Select(ShardJson.Read<BurgersRecords>)];
        return [.. Ensembles.Select((e, i) => BurgersOutcome.Of(e, Checkpoints, [.. all.Where(r => r.Setting == i).SelectMany(r => r.Networks)]))];
    }

    /// <inheritdoc/>
    protected override NetworkArchitecture Architecture(BurgersSetting ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        return ensemble.Architecture(Size.HiddenLayers, Size.Width);
    }

    /// <inheritdoc/>
    protected override TrainingOptions Options(int ensemble, int shard) => base.Options(ensemble, shard) with
    {
        Lbfgs = Size.LbfgsSteps == 0 ? null : new LbfgsOptions(Size.LbfgsSteps),
        DType = Size.Precision,
    };

    /// <inheritdoc/>
    protected override JsonObject Train(int ensemble, TrainingOptions options, IProgress<double> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        BurgersSetting setting = Ensembles[ensemble];
        using var scope = torch.NewDisposeScope();
        var device = options.Device.Resolve();

        // The points are the same for all networks.
        using var training = Gradient(BurgersPoints.Draw(Size.Places, Size.Conditions, Settings.Seed));
        using var test = Gradient(BurgersPoints.Draw(TestPlaces, 1, ~Settings.Seed));
        using var recorder = new BurgersRecorder(setting.Scaling, training, test, options);
        TrainingResult result = EnsembleTrainer.Train(
            options, training, training.EquivalentSamples, [.. Checkpoints], recorder.Observe, progress, cancellationToken);
        return ShardJson.Write(new BurgersRecords(ensemble, recorder.Finish(result)));

        BurgersGradient Gradient(BurgersPoints points) =>
            new(options.Architecture.Network, points, BurgersSolution.UsualViscosity, setting.Scaling, options.DType.ScalarType, device);
    }
}

using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Validation.Experiments;
using Theory.Validation.Random;
using Theory.Validation.Runs;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.FunctionFitting;

/// <summary>Experiments E7 and E8 (Tables 4 and 5, Figures 9 to 14): networks learn functions; a shard trains one ensemble at once.</summary>
public sealed class FittingWork : IShardedWork
{
    private readonly ExperimentSettings settings;

    /// <summary>The experiment with given ensembles.</summary>
    public FittingWork(string name, ExperimentSettings settings, IReadOnlyList<FittingSetting> ensembles)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(ensembles);
        Name = name;
        this.settings = settings;
        Ensembles = ensembles;
        Models = settings.Choose(3, 25, 25);
        Steps = settings.Choose(20, 1000, 10_000);
        Batch = settings.Choose(64, 128, int.MaxValue);
        Optimizer = OptimizerOptions.Parse(settings.Optimizer, settings.LearningRate);
    }

    /// <summary>The width of the hidden layers, the paper's.</summary>
    public static int Width => 32;

    /// <summary>Parts of the training of which the average loss is kept.</summary>
    public static int LossParts => 20;

    /// <summary>The ensembles.</summary>
    public IReadOnlyList<FittingSetting> Ensembles { get; }

    /// <summary>Networks in each ensemble.</summary>
    public int Models { get; }

    /// <summary>Steps of the optimizer.</summary>
    public int Steps { get; }

    /// <summary>Samples in a step with more than one variable; with one, every step uses the whole grid.</summary>
    public int Batch { get; }

    /// <summary>How parameters follow their gradients.</summary>
    public OptimizerOptions Optimizer { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int ShardCount => Ensembles.Count;

    /// <inheritdoc/>
    public JsonObject Parameters => new()
    {
        ["preset"] = settings.Preset.ToString(),
        ["seed"] = settings.Seed,
        ["width"] = Width,
        ["models"] = Models,
        ["steps"] = Steps,
        ["batch"] = Batch,
        ["optimizer"] = Optimizer.Name,
        ["learningRate"] = Optimizer.LearningRate,
        ["ensembles"] = new JsonArray([.. Ensembles.Select(e => ShardJson.Write(e))]),
        ["formulas"] = new JsonArray([.. Ensembles.Select(e => (JsonNode)Target(e).Formula)]),
    };

    /// <summary>The target of an ensemble.</summary>
    public static TargetFunction Target(FittingSetting setting) => TargetFunctions.All.First(t => t.Name == setting.Target);

    /// <summary>Samples in one step of an ensemble.</summary>
    public int SamplesInStep(FittingSetting setting)
    {
        TargetFunction target = Target(setting);
        int all = (int)Math.Pow(PointsPerAxis(target.Dimension), target.Dimension);
        return target.Dimension == 1 ? all : Math.Min(Batch, all);
    }

    /// <summary>The outcome of every ensemble from the results of all shards, in order.</summary>
    public IReadOnlyList<FittingOutcome> Outcomes(IReadOnlyList<JsonObject> shards) =>
        [.. shards.Select((s, i) => FittingOutcome.Of(Ensembles[i], Target(Ensembles[i]), ShardJson.Read<FittingRecord>(s)))];

    /// <inheritdoc/>
    public double Effort(int shard) => (SamplesInStep(Ensembles[shard]) + 100.0) * (Ensembles[shard].HiddenLayers - 0.5);

    /// <inheritdoc/>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken)
    {
        FittingSetting setting = Ensembles[shard];
        TargetFunction target = Target(setting);
        TrainingOptions options = new()
        {
            Architecture = NetworkArchitecture.Uniform(target.Dimension, Width, setting.HiddenLayers, 1, setting.Cw, setting.Cb),
            Models = Models,
            Epochs = Steps,
            Optimizer = Optimizer,
            Seed = settings.Seed,
            FirstNetwork = setting.Identity * 1_000_000L,
            Device = settings.Device,
            MemoryLimitBytes = settings.MemoryLimitBytes,
        };
        ITrainableActivation activation = TrainableActivation.Of(Activation.Parse(setting.Activation));
        Regression data = Shuffled(CubeGrid.Samples(target, CubeGrid.Points(target.Dimension, PointsPerAxis(target.Dimension))));
        int batch = SamplesInStep(setting);
        using var scope = torch.NewDisposeScope();
        using var gradient = new BatchedLossGradient(activation, data, batch, options.DType.ScalarType, options.Device.Resolve());
        FittingRecorder recorder = new(target, activation, options, LossParts);
        TrainingResult result = EnsembleTrainer.Train(options, gradient, batch, [Steps], recorder.Observe, progress, cancellationToken);
        return ShardJson.Write(recorder.Finish(result));
    }

    /// <summary>The paper's grid; in the smallest size a coarser one for more than one variable.</summary>
    private int PointsPerAxis(int dimension) =>
        Math.Min(CubeGrid.TrainingPointsPerAxis(dimension), dimension == 1 ? int.MaxValue : settings.Choose(16, int.MaxValue, int.MaxValue));

    /// <summary>The samples in an order that depends on the seed.</summary>
    private Regression Shuffled(Regression data)
    {
        var bits = new SplitMix64(SplitMix64.Mix(settings.Seed) ^ 0x5f17UL);
        int[] order = [.. Enumerable.Range(0, data.Samples)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = (int)(bits.Next() % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return new Regression([.. order.Select(i => data.Inputs[i])], [.. order.Select(i => data.Targets[i])]);
    }
}

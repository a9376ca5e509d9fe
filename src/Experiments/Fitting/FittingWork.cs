using System.Text.Json.Nodes;
using Theory.Validation.Random;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.Fitting;

/// <summary>Experiments E7 and E8 (Tables 4 and 5, Figures 9 to 14): networks learn functions; a shard trains one ensemble at once.</summary>
internal sealed class FittingWork : EnsembleWork<FittingSetting, FittingOutcome>
{
    /// <summary>The experiment with given ensembles.</summary>
    public FittingWork(string name, ExperimentSettings settings, IReadOnlyList<FittingSetting> ensembles)
        : base(name, settings, ensembles, models: settings.Choose(3, 25, 25), steps: settings.Choose(20, 1000, 10_000), networksInShard: settings.Choose(3, 25, 25)) =>
        Batch = settings.Choose(64, 128, int.MaxValue);

    /// <summary>The width of the hidden layers, the paper's.</summary>
    public static int Width => 32;

    /// <summary>Parts of the training of which the average loss is kept.</summary>
    public static int LossParts => 20;

    /// <summary>Samples in a step with more than one variable; with one, every step uses the whole grid.</summary>
    public int Batch { get; }

    /// <inheritdoc/>
    public override JsonObject Parameters => new()
    {
        ["preset"] = Settings.Preset.ToString(),
        ["seed"] = Settings.Seed,
        ["width"] = Width,
        ["models"] = Models,
        ["steps"] = Steps,
        ["batch"] = Batch,
        ["optimizer"] = Optimizer.Name,
        ["learningRate"] = Optimizer.LearningRate,
        ["ensembles"] = new JsonArray([.. Ensembles.Select(e => ShardJson.Write(e))]),
        ["formulas"] = new JsonArray([.. Ensembles.Select(e => (JsonNode)Target(e).Formula)]),
    };

    /// <summary>The optimizer of an ensemble, with its learning rate.</summary>
    public OptimizerOptions OptimizerOf(FittingSetting setting) => OptimizerOptions.Parse(Settings.Optimizer, Settings.LearningRate * (setting.RateFactor ?? 1));

    /// <summary>The target of an ensemble.</summary>
    public static TargetFunction Target(FittingSetting setting) => TargetFunctions.All.First(t => t.Name == setting.Target);

    /// <inheritdoc/>
    public override int SamplesInStep(FittingSetting ensemble)
    {
        TargetFunction target = Target(ensemble);
        int all = (int)Math.Pow(PointsPerAxis(target.Dimension), target.Dimension);
        return target.Dimension == 1 ? all : Math.Min(Batch, all);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<FittingOutcome> Outcomes(IReadOnlyList<JsonObject> shards) =>
        [.. shards.Select((s, i) => FittingOutcome.Of(Ensembles[i], Target(Ensembles[i]), ShardJson.Read<FittingRecord>(s)))];

    /// <inheritdoc/>
    protected override NetworkArchitecture Architecture(FittingSetting ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        return ensemble.Architecture();
    }

    /// <summary>Networks of the same identity are the same in every experiment.</summary>
    protected override long Identity(int ensemble) => Ensembles[ensemble].Identity;

    /// <inheritdoc/>
    protected override TrainingOptions Options(int ensemble, int shard) => base.Options(ensemble, shard) with { Optimizer = OptimizerOf(Ensembles[ensemble]) };

    /// <inheritdoc/>
    protected override JsonObject Train(int ensemble, TrainingOptions options, IProgress<double> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        FittingSetting setting = Ensembles[ensemble];
        TargetFunction target = Target(setting);
        Regression data = Shuffled(CubeGrid.Samples(target, CubeGrid.Points(target.Dimension, PointsPerAxis(target.Dimension))));
        int batch = SamplesInStep(setting);
        using var scope = torch.NewDisposeScope();
        using var gradient = new BatchedLossGradient(data, batch, options.DType.ScalarType, options.Device.Resolve());
        FittingRecorder recorder = new(target, options, LossParts);
        TrainingResult result = EnsembleTrainer.Train(options, gradient, batch, [Steps], recorder.Observe, progress, cancellationToken);
        return ShardJson.Write(recorder.Finish(result));
    }

    /// <summary>The paper's grid; in the smallest size a coarser one for more than one variable.</summary>
    private int PointsPerAxis(int dimension) =>
        Math.Min(CubeGrid.TrainingPointsPerAxis(dimension), dimension == 1 ? int.MaxValue : Settings.Choose(16, int.MaxValue, int.MaxValue));

    /// <summary>The samples in an order that depends on the seed.</summary>
    private Regression Shuffled(Regression data)
    {
        var bits = new SplitMix64(SplitMix64.Mix(Settings.Seed) ^ 0x5f17UL);
        int[] order = [.. Enumerable.Range(0, data.Samples)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = (int)(bits.Next() % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return new Regression([.. order.Select(i => data.Inputs[i])], [.. order.Select(i => data.Targets[i])]);
    }
}

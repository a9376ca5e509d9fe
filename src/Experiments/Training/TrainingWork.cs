using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.Training;

/// <summary>Experiments E2 and E6 (Tables 2 and 3, Figures 2, 3, 7 and 8): ensembles trained on a regression, every step over all samples.</summary>
internal sealed class TrainingWork : EnsembleWork<TrainingSetting, TrainingOutcome>
{
    private const int TestSamples = 100;
    private const int Probes = 10;

    /// <summary>The experiment with given ensembles.</summary>
    public TrainingWork(string name, ExperimentSettings settings, IReadOnlyList<TrainingSetting> ensembles)
        : base(name, settings, ensembles, models: settings.Choose(8, 50, 100), steps: settings.Choose(20, 1000, 1000), networksInShard: settings.Choose(4, 10, 10)) =>
        Width = settings.Choose(16, 128, 512);

    /// <summary>The width of the hidden layers.</summary>
    public int Width { get; }

    /// <summary>The epochs at which networks are measured: the start, the quarters, the end.</summary>
    public IReadOnlyList<int> Checkpoints => [.. Enumerable.Range(0, 5).Select(k => Steps * k / 4)];

    /// <inheritdoc/>
    public override JsonObject Parameters => new()
    {
        ["preset"] = Settings.Preset.ToString(),
        ["seed"] = Settings.Seed,
        ["width"] = Width,
        ["models"] = Models,
        ["epochs"] = Steps,
        ["optimizer"] = Optimizer.Name,
        ["learningRate"] = Optimizer.LearningRate,
        ["samples"] = new JsonArray([.. Ensembles.Select(e => (JsonNode)SamplesInStep(e))]),
        ["testSamples"] = TestSamples,
        ["probes"] = Probes,
        ["networksInShard"] = Options(0, 0).Models,
        ["networksAtOnce"] = new JsonArray([.. Ensembles.Select((e, i) => (JsonNode)TrainingMemory.NetworksAtOnce(Options(i, 0), SamplesInStep(e)))]),
        ["ensembles"] = new JsonArray([.. Ensembles.Select(e => ShardJson.Write(e))]),
    };

    /// <summary>Training samples of an ensemble: what it asks for, but at most 300 in the reduced size and 50 in the smallest.</summary>
    public override int SamplesInStep(TrainingSetting ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        return Math.Min(ensemble.Samples, Settings.Choose(50, 300, int.MaxValue));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<TrainingOutcome> Outcomes(IReadOnlyList<JsonObject> shards)
    {
        NetworkRecords[] all = [.. shards.Select(ShardJson.Read<NetworkRecords>)];
        return [.. Ensembles.Select((e, i) => TrainingOutcome.Of(
            e, Width, Checkpoints, [.. all.Where(r => r.Setting == i).SelectMany(r => r.Networks)], TestData(i)))];
    }

    /// <summary>The samples on which trained networks are tested.</summary>
    public Regression TestData(int ensemble) => PolarRegression.Draw(TestSamples, Ensembles[ensemble].Radius, Settings.Seed, test: true);

    /// <inheritdoc/>
    protected override NetworkArchitecture Architecture(TrainingSetting ensemble)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        return NetworkArchitecture.Uniform(Activation.Parse(ensemble.Activation), 2, Width, ensemble.HiddenLayers, 1, ensemble.Cw);
    }

    /// <inheritdoc/>
    protected override JsonObject Train(int ensemble, TrainingOptions options, IProgress<double> progress, CancellationToken cancellationToken)
    {
        TrainingSetting setting = Ensembles[ensemble];
        Regression data = PolarRegression.Draw(SamplesInStep(setting), setting.Radius, Settings.Seed, test: false);
        using var scope = torch.NewDisposeScope();
        using var recorder = new TrainingRecorder(TestData(ensemble), Probes, options);
        TrainingResult result = EnsembleTrainer.Train(
            options, data, [.. Checkpoints], recorder.Observe, progress, cancellationToken);
        return ShardJson.Write(new NetworkRecords(ensemble, recorder.Finish(result)));
    }
}

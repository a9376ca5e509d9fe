using System.Text.Json.Nodes;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.TangentKernel;

/// <summary>Networks of several widths trained by gradient descent with the rates of the tangent kernel; a shard is a part of one ensemble.</summary>
internal sealed class TangentKernelWork : IEnsembleWork<TangentKernelOutcome>
{
    /// <summary>The number of layers of parameters: two hidden layers and the output.</summary>
    public const int Layers = 3;

    private const int BlocksPerShard = 8;
    private const int ShardsPerEnsemble = 4;
    private readonly ExperimentSettings _settings;

    /// <summary>The experiment with given networks, each at every width of the preset.</summary>
    public TangentKernelWork(string name, ExperimentSettings settings, IReadOnlyList<TangentKernelSetting> networks)
        : this(name, settings, networks, Sizes(settings), Steps(settings))
    {
    }

    /// <summary>The experiment with widths, numbers of networks and checkpoints of its own.</summary>
    internal TangentKernelWork(
        string name, ExperimentSettings settings, IReadOnlyList<TangentKernelSetting> networks, IReadOnlyList<(int Width, int Models)> sizes, IReadOnlyList<int> checkpoints)
    {
        Name = name;
        _settings = settings;
        Networks = networks;
        Ensembles = [.. from n in networks from s in sizes select new TangentKernelEnsemble(n, s.Width, s.Models)];
        Checkpoints = checkpoints;
    }

    /// <summary>The kinds of networks.</summary>
    public IReadOnlyList<TangentKernelSetting> Networks { get; }

    /// <summary>Every kind at every width; the widths of one kind follow one another, from the smallest.</summary>
    public IReadOnlyList<TangentKernelEnsemble> Ensembles { get; }

    /// <summary>The steps after which networks are compared with theory.</summary>
    public IReadOnlyList<int> Checkpoints { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int ShardCount => Ensembles.Count * ShardsPerEnsemble;

    /// <inheritdoc/>
    public JsonObject Parameters => new()
    {
        ["preset"] = _settings.Preset.ToString(),
        ["seed"] = _settings.Seed,
        ["layers"] = Layers,
        ["checkpoints"] = new JsonArray([.. Checkpoints.Select(c => (JsonNode)c)]),
        ["ensembles"] = new JsonArray([.. Ensembles.Select(e => ShardJson.Write(e))]),
    };

    /// <inheritdoc/>
    public double Effort(int shard)
    {
        TangentKernelEnsemble ensemble = Ensembles[shard / ShardsPerEnsemble];
        return ensemble.Models * (ensemble.Width + 100.0) * ensemble.Width;
    }

    /// <inheritdoc/>
    public IReadOnlyList<TangentKernelOutcome> Outcomes(IReadOnlyList<JsonObject> shards)
    {
        TangentKernelRecord[] records = [.. shards.Select(ShardJson.Read<TangentKernelRecord>)];
        Dictionary<TangentKernelSetting, TangentKernelTheory> theories = Networks.ToDictionary(n => n, n => TangentKernelTheory.Of(n, Layers, CircleTask.TestAngles));
        return [.. Ensembles.Select((e, i) => new TangentKernelOutcome(
            e, theories[e.Setting], Checkpoints, records[(i * ShardsPerEnsemble)..((i + 1) * ShardsPerEnsemble)]))];
    }

    /// <inheritdoc/>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken)
    {
        TangentKernelEnsemble ensemble = Ensembles[shard / ShardsPerEnsemble];
        TangentKernelSetting setting = ensemble.Setting;
        var theory = TangentKernelTheory.Of(setting, Layers, CircleTask.TestAngles);
        NetworkArchitecture architecture = new(setting.Network(Layers, ensemble.Width).WithOutputs(1), inputDimension: 2);
        int models = ensemble.Models / ShardsPerEnsemble;
        TrainingOptions options = new()
        {
            Architecture = architecture,
            Models = models,
            Epochs = Checkpoints[^1],
            Optimizer = LayerwiseSgdOptions.OfTangentKernel(architecture, CircleTask.TrainingPoints, theory.Step),
            Seed = _settings.Seed,
            FirstNetwork = shard * 1_000_000L,
            Device = _settings.Device,
            MemoryLimitBytes = _settings.MemoryLimitBytes,
        };
        using var scope = torch.NewDisposeScope();
        using var recorder = new TangentKernelRecorder(options, theory, Checkpoints, BlocksPerShard);
        TrainingResult result = EnsembleTrainer.Train(
            options, CircleTask.Samples, [0, .. Checkpoints], recorder.Observe, progress, cancellationToken);
        return ShardJson.Write(recorder.Finish(result));
    }

    private static (int Width, int Models)[] Sizes(ExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Choose<(int, int)[]>(
            [(8, 64), (16, 64)],
            [(32, 4096), (64, 4096), (128, 2048), (256, 768), (1024, 128)],
            [(32, 16_384), (64, 16_384), (128, 16_384), (256, 8192), (1024, 2048)]);
    }

    private static int[] Steps(ExperimentSettings settings) => settings.Choose<int[]>([5, 20], [40, 400], [40, 2000]);
}

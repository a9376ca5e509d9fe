using System.Text.Json.Nodes;
using Theory.Activations;

namespace Theory.Experiments.Initialisation;

/// <summary>Experiments E1 and E4 (Figures 1 and 5): empirical kernels of networks at initialisation, a shard for each setting.</summary>
internal sealed class InitialisationWork : IEnsembleWork<InitialisationKernels>
{
    private const int InputDimension = 2;
    private readonly ExperimentSettings _settings;
    private readonly IReadOnlyList<InitialisationSetting> _ensembles;

    /// <summary>The experiment with given ensembles.</summary>
    public InitialisationWork(string name, ExperimentSettings settings, IReadOnlyList<InitialisationSetting> ensembles)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Name = name;
        _settings = settings;
        _ensembles = ensembles;
        Width = settings.Choose(64, 512, 512);
        Depth = 10;
        Networks = settings.Choose(50, 500, 1000);
        Inputs = settings.Choose(50, 500, 1000);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The width of every layer.</summary>
    public int Width { get; }

    /// <summary>The number of layers of preactivations.</summary>
    public int Depth { get; }

    /// <summary>Networks at the fixed input.</summary>
    public int Networks { get; }

    /// <summary>Inputs of the fixed network.</summary>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int ShardCount => _ensembles.Count;

    /// <inheritdoc/>
    public JsonObject Parameters => new()
    {
        ["preset"] = _settings.Preset.ToString(),
        ["seed"] = _settings.Seed,
        ["inputDimension"] = InputDimension,
        ["width"] = Width,
        ["depth"] = Depth,
        ["networks"] = Networks,
        ["inputs"] = Inputs,
        ["ensembles"] = new JsonArray([.. _ensembles.Select(e => ShardJson.Write(e))]),
    };

    /// <summary>Two layers of weights, and four tables of neurons by inputs, in double precision.</summary>
    public long? ShardBytes => ((2L * Width * Width) + (4L * Width * Inputs)) * sizeof(double);

    /// <inheritdoc/>
    public IReadOnlyList<InitialisationKernels> Outcomes(IReadOnlyList<JsonObject> shards) => [.. shards.Select(ShardJson.Read<InitialisationKernels>)];

    /// <inheritdoc/>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        InitialisationSetting ensemble = _ensembles[shard];
        var activation = Activation.Parse(ensemble.Activation);
        var device = _settings.Device.Resolve();

        // Networks of different settings are different: a million indices for each.
        long first = shard * 1_000_000L;
        var parameters = new ParameterKernels(activation, Width, Depth, ensemble.Cw, ensemble.Cw * ensemble.InputSquare);
        double[][] overParameters = parameters.Draw(_settings.Seed, first, Networks, cancellationToken);
        progress.Report(0.5);
        var data = new DataKernels(activation, InputDimension, Width, Depth, ensemble.Cw, device);
        double[][] overData = data.Draw(_settings.Seed, first + Networks, Inputs, Math.Sqrt(ensemble.InputSquare));
        progress.Report(1);
        return ShardJson.Write(new InitialisationKernels(
            ensemble,
            [.. overParameters.Select(KernelSpread.Of)],
            [.. overData.Select(KernelSpread.Of)],
            InfiniteWidthKernel.Logarithms(activation, ensemble.Cw, ensemble.Cw * ensemble.InputSquare, Depth)));
    }
}

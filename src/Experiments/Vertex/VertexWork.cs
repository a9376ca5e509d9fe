using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Vertex;

/// <summary>Experiment E5 (Figure 6): the four-point vertex of MRePU per layer, for several C_W and widths; a shard for each ensemble.</summary>
/// <remarks>
/// V = n Var(Ĝ) over networks, which has the mean of the paper's estimator by four-point correlators (its eq. 3) and less noise, because the
/// neurons of the layer itself are not drawn.
/// </remarks>
internal sealed class VertexWork : IEnsembleWork<VertexMeasurement>
{
    private readonly ExperimentSettings _settings;

    /// <summary>The experiment.</summary>
    public VertexWork(string name, ExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Name = name;
        _settings = settings;
        Models = settings.Choose(100, 1000, 1000);
        Ensembles = [.. CwValues.Select(cw => new VertexSetting(cw, 512)), .. Widths.Where(n => n != 512).Select(n => new VertexSetting(1, n)), .. CwValues.Select(cw => new VertexSetting(cw, 512) { Activation = InflectedName })];
    }

    /// <summary>C_W of the ensembles of width 512.</summary>
    public static IReadOnlyList<double> CwValues { get; } = [0.9, 0.95, 1, 1.05];

    /// <summary>The widths of the ensembles with C_W = 1.</summary>
    public static IReadOnlyList<int> Widths { get; } = [64, 128, 256, 512];

    /// <summary>The activation.</summary>
    public static string ActivationName => "mrepu:2";

    /// <summary>MRePU about its inflection.</summary>
    public static string InflectedName => "imrepu:2";

    /// <summary>
    /// |x|²/n_0. The paper's input is lost; with this one the kernel, which grows like K + a₁K², a₁ = 18, stays small over the depth.
    /// </summary>
    public static double InputSquare => 0.002;

    /// <summary>The input of all networks, in experiment and theory.</summary>
    internal static Signal Input => Signal.Scale(InputSquare);

    /// <summary>The number of layers of preactivations.</summary>
    public static int Depth => 10;

    /// <summary>Networks of each ensemble.</summary>
    public int Models { get; }

    /// <summary>The ensembles.</summary>
    public IReadOnlyList<VertexSetting> Ensembles { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int ShardCount => Ensembles.Count;

    /// <inheritdoc/>
    public JsonObject Parameters => new()
    {
        ["preset"] = _settings.Preset.ToString(),
        ["seed"] = _settings.Seed,
        ["activation"] = ActivationName,
        ["inputSquare"] = InputSquare,
        ["depth"] = Depth,
        ["models"] = Models,
        ["ensembles"] = new JsonArray([.. Ensembles.Select(e => ShardJson.Write(e))]),
    };

    /// <inheritdoc/>
    public IReadOnlyList<VertexMeasurement> Outcomes(IReadOnlyList<JsonObject> shards) => [.. shards.Select(ShardJson.Read<VertexMeasurement>)];

    /// <summary>The networks of an ensemble, in experiment and theory.</summary>
    internal static Network NetworkOf(VertexSetting ensemble) => Network.Plain(Activation.Parse(ensemble.Activation ?? ActivationName), Depth, ensemble.Width, 0, ensemble.Cw);

    /// <inheritdoc/>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken)
    {
        VertexSetting ensemble = Ensembles[shard];
        var options = new SamplingOptions
        {
            Network = NetworkOf(ensemble),
            Signal = Input,
            Models = Models,
            Seed = _settings.Seed,
            FirstNetwork = shard * 1_000_000L,
            Device = _settings.Device,
            MemoryLimitBytes = _settings.MemoryLimitBytes,
        };
        EnsembleSample sample = EnsembleSamplers.Conditional.Sample(options, progress, cancellationToken);
        return ShardJson.Write(new VertexMeasurement(ensemble, sample.Statistics()));
    }
}

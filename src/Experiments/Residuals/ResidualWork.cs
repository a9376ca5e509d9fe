using System.Text.Json.Nodes;
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Validation.DrawnArchitectures;
using Theory.Validation.Training;

namespace Theory.Experiments.Residuals;

/// <summary>Networks with and without skips and norms: drawn beside theory, then trained. A shard is one kind of network with one activation and learning rate.</summary>
internal sealed class ResidualWork : IEnsembleWork<ResidualOutcome>
{
    // The part of a shard that drawing networks takes, about.
    private const double DrawingShare = 0.1;

    private readonly ExperimentSettings _settings;
    private readonly double[] _rates;

    /// <summary>The experiment.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">What a user may choose.</param>
    /// <param name="catalogue">The networks.</param>
    public ResidualWork(string name, ExperimentSettings settings, ResidualCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(catalogue);
        Name = name;
        _settings = settings;
        Source = settings.DataSet ?? settings.Choose(ResidualData.Generated, ResidualData.Folder, ResidualData.Folder);
        _rates = settings.Choose<double[]>([1], [1, 0.1], [1, 0.3, 0.1, 0.03]);
        Ensembles = catalogue.Of(
            settings.Choose<IReadOnlyList<string>>(["relu", "imrepu:2"], ResidualCatalogue.Activations, ResidualCatalogue.Activations),
            Blocks, Width, ResidualData.Outputs(Source), [.. _rates.Select(r => r * settings.LearningRate)]);

        // What is wrong with the optimizer is said before anything runs.
        _ = OptimizerOptions.Parse(settings.Optimizer, settings.LearningRate);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Where the images are.</summary>
    public string Source { get; }

    /// <summary>The ensembles; learning rates of one network follow one another, from the largest.</summary>
    public IReadOnlyList<ResidualSetting> Ensembles { get; }

    /// <summary>How many times activation and weights are repeated.</summary>
    public int Blocks => _settings.Choose(2, 8, 24);

    /// <summary>The width of hidden layers.</summary>
    public int Width => _settings.Choose(8, 64, 512);

    /// <summary>Networks that are trained in each ensemble.</summary>
    public int Models => _settings.Choose(3, 8, 25);

    /// <summary>Networks that are drawn, at the width and at half of it.</summary>
    public int Drawn => _settings.Choose(20, 300, 5000);

    /// <summary>Training images.</summary>
    public int Training => _settings.Choose(40, 2000, 60_000);

    /// <summary>Test images.</summary>
    public int Test => _settings.Choose(20, 1000, 10_000);

    /// <summary>How many times every image is seen.</summary>
    public int Epochs => _settings.Choose(2, 5, 20);

    /// <summary>Images in a step.</summary>
    public int Batch => _settings.Choose(10, 32, 100);

    /// <summary>The optimizer's name.</summary>
    public string Optimizer => _settings.Optimizer;

    /// <inheritdoc/>
    public int ShardCount => Ensembles.Count;

    /// <inheritdoc/>
    public JsonObject Parameters => new()
    {
        ["preset"] = _settings.Preset.ToString(),
        ["seed"] = _settings.Seed,
        ["data"] = Source,
        ["blocks"] = Blocks,
        ["width"] = Width,
        ["models"] = Models,
        ["drawn"] = Drawn,
        ["training"] = Training,
        ["test"] = Test,
        ["epochs"] = Epochs,
        ["batch"] = Batch,
        ["optimizer"] = Optimizer,
        ["ensembles"] = new JsonArray([.. Ensembles.Select(e => ShardJson.Write(e))]),
    };

    /// <inheritdoc/>
    /// <exception cref="UserInputException">Shards were computed from different data.</exception>
    public IReadOnlyList<ResidualOutcome> Outcomes(IReadOnlyList<JsonObject> shards)
    {
        ResidualRecord[] records = [.. shards.Select(ShardJson.Read<ResidualRecord>)];
        Require.That(records.Select(r => r.Data).Distinct().Count() == 1, $"the shards were computed from different data; compute them all with the same images");
        return [.. Ensembles.Select((e, i) => new ResidualOutcome(e, ResidualTheory.Of(e, Width), records[i], records[i - (i % _rates.Length)].Drawn))];
    }

    /// <inheritdoc/>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ResidualSetting setting = Ensembles[shard];
        ResidualData data = ResidualData.Read(Source, Training, Test, _settings.Seed);
        Architecture architecture = ResidualCatalogue.At(setting.Layers, Width);
        IReadOnlyList<MeasuredLayer>? drawn = shard % _rates.Length == 0 && ArchitectureFlow.Compute(architecture, 1, cancellationToken).End is null
            ? ArchitectureEnsemble.Compare(width => ResidualCatalogue.At(setting.Layers, width), Width, Drawn, null, 1, false, _settings.Seed, null, cancellationToken).Layers
            : null;
        progress.Report(DrawingShare);
        (IReadOnlyList<ResidualNetwork> networks, long parameters) = new ResidualTraining(data, Models, Epochs, Batch).Run(
            architecture, OptimizerOptions.Parse(_settings.Optimizer, setting.LearningRate), _settings.Seed, _settings.Device,
            f => progress.Report(DrawingShare + ((1 - DrawingShare) * f)), cancellationToken);
        return ShardJson.Write(new ResidualRecord(data.Checksum, parameters, networks, drawn));
    }
}

using System.Text.Json.Nodes;
using Theory.Networks;
using Theory.Validation.Sampling;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.FiniteWidth;

/// <summary>Networks of many laws, depths and widths that learn one sample; a shard is an ensemble.</summary>
internal sealed class SweepWork : IEnsembleWork<SweepOutcome>
{
    private const int Blocks = 32;
    private const long Stride = 1L << 32;
    private const long SampledFrom = 1L << 31;
    private readonly ExperimentSettings _settings;

    /// <summary>The experiment with given networks.</summary>
    public SweepWork(string name, ExperimentSettings settings, IReadOnlyList<SweepEnsemble> ensembles)
    {
        Name = name;
        _settings = settings;
        Ensembles = ensembles;
    }

    /// <summary>Every law at every width; the widths of one law follow one another, from the smallest.</summary>
    public IReadOnlyList<SweepEnsemble> Ensembles { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int ShardCount => Ensembles.Count;

    /// <inheritdoc/>
    public long? ShardBytes => Ensembles.Max(e => Training(e, 0, 1).Architecture.ParameterCount * 16L * sizeof(float));

    /// <inheritdoc/>
    public JsonObject Parameters => new()
    {
        ["preset"] = _settings.Preset.ToString(),
        ["seed"] = _settings.Seed,
        ["steps"] = SweepTask.Steps,
        ["relativeStep"] = SweepTask.RelativeStep,
        ["ensembles"] = new JsonArray([.. Ensembles.Select(e => ShardJson.Write(e))]),
    };

    /// <inheritdoc/>
    public double Effort(int shard)
    {
        // Weights of a trained network pass 40 times, a sampled one costs some numbers for each neuron.
        SweepEnsemble e = Ensembles[shard];
        return (e.Setting.Layers - 1.0) * e.Width * ((e.Trained * (e.Width + 40.0)) + e.Sampled);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SweepOutcome> Outcomes(IReadOnlyList<JsonObject> shards)
    {
        Dictionary<SweepSetting, SweepTheory> theories = Ensembles.Select(e => e.Setting).Distinct().ToDictionary(s => s, SweepTheory.Of);
        return [.. Ensembles.Select((e, i) => new SweepOutcome(e, theories[e.Setting], ShardJson.Read<SweepRecord>(shards[i])))];
    }

    /// <inheritdoc/>
    public JsonObject Compute(int shard, IProgress<double> progress, CancellationToken cancellationToken)
    {
        SweepEnsemble ensemble = Ensembles[shard];
        SweepTheory theory = SweepTheory.Of(ensemble.Setting);
        TrainingOptions options = Training(ensemble, shard * Stride, theory.Step);
        using DisposeScope scope = torch.NewDisposeScope();
        using SweepRecorder recorder = new(options, theory);
        TrainingResult result = EnsembleTrainer.Train(
            options, new Regression([SweepTask.Inputs[0]], [[SweepTask.Target]]), [0, SweepTask.Steps], recorder.Observe, progress, cancellationToken);
        SweepObserver observer = new(theory, Blocks);
        EnsembleSamplers.Conditional.Observe(
            new SamplingOptions
            {
                Network = ensemble.Setting.Network(ensemble.Width),
                Signal = NetworkInputs.Of([.. SweepTask.Inputs]),
                Models = ensemble.Sampled,
                Seed = _settings.Seed,
                FirstNetwork = (shard * Stride) + SampledFrom,
                Device = _settings.Device,
                Observe = Observables.TangentKernel,
                MemoryLimitBytes = _settings.MemoryLimitBytes,
                MaxDegreeOfParallelism = 1,
            },
            observer,
            cancellationToken: cancellationToken);
        return ShardJson.Write(new SweepRecord(recorder.Blocks(result, Blocks), observer.Blocks, result.DivergedAt.Count(d => d is not null)));
    }

    private TrainingOptions Training(SweepEnsemble ensemble, long first, double step)
    {
        NetworkArchitecture architecture = new(ensemble.Setting.Network(ensemble.Width), SweepTask.Inputs[0].Length);
        return new TrainingOptions
        {
            Architecture = architecture,
            Models = ensemble.Trained,
            Epochs = SweepTask.Steps,
            Optimizer = LayerwiseSgdOptions.OfTangentKernel(architecture, samples: 1, step),
            Seed = _settings.Seed,
            FirstNetwork = first,
            Device = _settings.Device,
            MemoryLimitBytes = _settings.MemoryLimitBytes,
        };
    }
}

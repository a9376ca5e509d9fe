using System.Text.Json.Nodes;
using Theory.Validation.Devices;
using Theory.Validation.Runs;

namespace Theory.Experiments.Catalogue;

/// <summary>A computation of an experiment with what identifies it.</summary>
public sealed record ExperimentRun(Experiment Experiment, ExperimentComputation Computation, RunManifest Manifest)
{
    /// <summary>What is computed.</summary>
    public IShardedWork Work => Computation.Work;

    /// <summary>The run of an experiment with given options.</summary>
    public static ExperimentRun Of(Experiment experiment, ExperimentSettings settings)
    {
        if (settings.LbfgsSteps is not null && !experiment.HasLbfgs)
        {
            throw new UserInputException($"{experiment.Name} is not trained with L-BFGS; experiments with physics-informed networks are");
        }

        if (settings.DataSet is not null && !experiment.HasDataSet)
        {
            throw new UserInputException($"{experiment.Name} learns no data set, so that --data has no meaning for it");
        }

        ExperimentComputation computation = experiment.Of(settings);
        JsonObject options = new()
        {
            ["preset"] = settings.Preset.ToString(),
            ["seed"] = settings.Seed,
            ["memory"] = settings.MemoryLimitBytes,
            ["optimizer"] = settings.Optimizer,
            ["learningRate"] = settings.LearningRate,
        };
        if (settings.LbfgsSteps is int steps)
        {
            options["lbfgs"] = steps;
        }

        if (settings.DataSet is string data)
        {
            options["data"] = data;
        }

        return new ExperimentRun(experiment, computation, RunManifest.Of(computation.Work, settings.Device.Name, options));
    }

    /// <summary>The run that a manifest describes.</summary>
    /// <exception cref="UserInputException">This program would compute something else.</exception>
    public static ExperimentRun Of(RunManifest manifest)
    {
        ExperimentRun run = TryRead(manifest.Content) ?? throw new UserInputException("the manifest does not describe an experiment");
        return manifest.DifferenceFrom(run.Manifest) is string difference
            ? throw new UserInputException($"the run was made by a program that computes something else: its {difference}")
            : run;
    }

    /// <summary>Tables, figures and verdict from all shards, in order.</summary>
    /// <param name="shards">The results of all shards.</param>
    /// <param name="fromFiles">Whether some were read from files, which may hold anything; what this program has just computed holds what it should, and a fault in it is no user's.</param>
    /// <exception cref="UserInputException">What was read is not what this experiment computes.</exception>
    public ExperimentReport Report(IReadOnlyList<JsonObject> shards, bool fromFiles)
    {
        try
        {
            return Computation.Report(shards);
        }
        catch (Exception error) when (fromFiles && (error is IndexOutOfRangeException or ArgumentException or InvalidOperationException or KeyNotFoundException or NullReferenceException))
        {
            // Lists may be too short, and names unknown.
            throw new UserInputException($"the shards do not hold what this experiment computes ({error.GetType().Name}); compute them again");
        }
    }

    /// <summary>The run of a manifest; null where something is missing or of another type.</summary>
    private static ExperimentRun? TryRead(JsonObject content)
    {
        return content["options"] is JsonObject options
            && content["name"] is JsonValue name && name.TryGetValue(out string? experiment)
            && content["device"] is JsonValue device && device.TryGetValue(out string? processor)
            && options["preset"] is JsonValue preset && preset.TryGetValue(out string? size) && Enum.TryParse(size, out ExperimentPreset sizes) && Enum.IsDefined(sizes)
            && options["seed"] is JsonValue seed && seed.TryGetValue(out ulong number)
            && options["memory"] is JsonValue memory && memory.TryGetValue(out long bytes)
            && options["optimizer"] is JsonValue optimizer && optimizer.TryGetValue(out string? method)
            && options["learningRate"] is JsonValue learningRate && learningRate.TryGetValue(out double rate)
            && Steps(options["lbfgs"]) is (true, var steps)
            && Text(options["data"]) is (true, var data)
            ? Of(ExperimentCatalogue.Find(experiment), new ExperimentSettings(sizes, number, TorchDevice.Parse(processor), bytes)
            {
                Optimizer = method,
                LearningRate = rate,
                LbfgsSteps = steps,
                DataSet = data,
            })
            : null;

        static (bool IsValid, string? Text) Text(JsonNode? node) => node is null ? (true, null) : node is JsonValue value && value.TryGetValue(out string? text) ? (true, text) : (false, null);

        static (bool IsValid, int? Steps) Steps(JsonNode? lbfgs) => lbfgs is null ? (true, null) : lbfgs is JsonValue value && value.TryGetValue(out int steps) ? (true, steps) : (false, null);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Theory.Validation.Devices;
using Theory.Validation.Runs;

namespace Theory.Experiments.Catalogue;

/// <summary>A computation of an experiment with what identifies it.</summary>
public sealed record ExperimentRun(Experiment Experiment, IShardedWork Work, RunManifest Manifest)
{
    /// <summary>The run of an experiment with given options.</summary>
    public static ExperimentRun Of(Experiment experiment, ExperimentSettings settings)
    {
        if (settings.LbfgsSteps is not null && !experiment.HasLbfgs)
        {
            throw new UserInputException($"{experiment.Name} is not trained with L-BFGS; experiments with physics-informed networks are");
        }

        IShardedWork work = experiment.Work(settings);
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

        return new ExperimentRun(experiment, work, RunManifest.Of(work, settings.Device.Name, options));
    }

    /// <summary>The run that a manifest describes.</summary>
    /// <exception cref="UserInputException">This program would compute something else.</exception>
    public static ExperimentRun Of(RunManifest manifest)
    {
        ExperimentRun run;
        try
        {
            JsonNode options = manifest.Content["options"]!;
            run = Of(ExperimentCatalogue.Find(manifest.Content["name"]!.GetValue<string>()), new ExperimentSettings(
                Enum.Parse<ExperimentPreset>(options["preset"]!.GetValue<string>()),
                options["seed"]!.GetValue<ulong>(),
                TorchDevice.Parse(manifest.Content["device"]!.GetValue<string>()),
                options["memory"]!.GetValue<long>())
            {
                Optimizer = options["optimizer"]!.GetValue<string>(),
                LearningRate = options["learningRate"]!.GetValue<double>(),
                LbfgsSteps = options["lbfgs"]?.GetValue<int>(),
            });
        }
        catch (Exception error) when (error is NullReferenceException or InvalidOperationException or FormatException or ArgumentException or JsonException)
        {
            throw new UserInputException("the manifest does not describe an experiment");
        }

        return manifest.DifferenceFrom(run.Manifest) is string difference
            ? throw new UserInputException($"the run was made by a program that computes something else: its {difference}")
            : run;
    }
}

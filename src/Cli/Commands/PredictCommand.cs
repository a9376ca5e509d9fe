using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Predictions;
using Theory.Experiments.Reporting;

namespace Theory.Cli.Commands;

/// <summary><c>theory predict</c>: classes and numbers of a data set, predicted by infinitely wide networks.</summary>
internal static class PredictCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        PredictOptions options = new();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for all predictions (CSV), posterior samples (CSV) and JSON");
        Command command = new CommandWithExamples(
            "predict",
            "Predict classes or numbers of a data set with infinitely wide networks: accuracy, error, marginal likelihood.",
            "theory predict relu --train moons:200 --depth 3 --cw 2 --cb 0.1 --fit --fit-size 60",
            "theory predict relu --train sine:60 --cb 0.5 --noise 0.001",
            "theory predict erf --train moons:300 --kernel tangent --noise 0.01") { options.Activation, json, output };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            (PredictionSettings settings, string? explanation) = options.Read(parsed);
            PredictionData data = settings.Data;
            double need = settings.Regression.MemoryNeed(data.Training, data.Training + data.Test, data.Dimension, settings.Threads);
            terminal.Error.WriteLine($"{data.Training} training and {data.Test} test inputs of dimension {data.Dimension}: about {Format.Number(need / 1e9, 2)} GB of memory");
            if (settings.Regression.Part is { Count: > 1 } part)
            {
                ProgressBars.Show(terminal, [$"part {part.Index + 1}/{part.Count} of the factor"], progress =>
                {
                    PredictionRun.MakePart(settings, progress(0), cancellation);
                    return true;
                });
                terminal.Output.WriteLine($"part {part.Index + 1}/{part.Count} of the factor is in {settings.Regression.Scratch}; when all are, run the same without --shard");
                return Task.FromResult(ExitCode.Success);
            }

            PredictionResult result = ProgressBars.Show(
                terminal,
                settings.FitSize is null ? ["matrix and solution", "predictions"] : ["parameters", "matrix and solution", "predictions"],
                progress => PredictionRun.Run(settings, progress, cancellation));
            JsonObject report = PredictionReport.ToJson(result);
            if (folder is not null)
            {
                folder.WriteText("predict.json", Json.Text(report));
                folder.WriteText("predictions.csv", PredictionReport.ToCsv(result));
                if (result.Samples is not null)
                {
                    folder.WriteText("samples.csv", PredictionReport.SamplesToCsv(result));
                }
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(report));
            }
            else
            {
                PredictionReport.Write(terminal, result, explanation);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Gram;
using Theory.Experiments.Reporting;
using Theory.Numerics.Kernels;

namespace Theory.Cli.Commands;

/// <summary><c>theory gram</c>: kernel matrices of a data set, and regression with infinite networks.</summary>
internal static class GramCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        GramOptions options = new();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for the matrices of the last layer (CSV), figures (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "gram",
            "Kernel and tangent-kernel matrices of a data set at infinite width, and predictions of infinite networks.",
            "theory gram relu --inputs circle:60 --depth 5",
            "theory gram mrepu:2 --inputs gaussian:40,3 --scale 0.05 --depth 6 --cw 0.95 --out gram",
            "theory gram relu --inputs gaussian:600,10 --depth 3 --cw 2 --scratch tiles --out gram",
            "theory gram --network \"linear; gelu; 6*[residual(norm; linear; gelu; linear)]; norm; linear\" --inputs circle:20 --cw 2",
            "theory gram --network \"input(4, 4); conv2d(3); relu; conv2d(3); relu; globalpool; linear\" --inputs gaussian:10,16 --cw 2") { options.Activation, json, output };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            GramSettings settings = options.Read(parsed, cancellation);
            if (settings.Announcement is string announcement)
            {
                terminal.Error.WriteLine(announcement);
            }

            if (settings.Files is MatrixFiles files)
            {
                Require.That(!parsed.GetValue(json), $"--json does not go with --scratch, which writes matrices to files");
                Require.That((folder is null) == (files.Part.Count > 1), $"--scratch goes with --out DIR, which takes the matrices, or with --shard I/N, which makes a part of their tiles");
                IReadOnlyList<string> names = ProgressBars.Show(terminal, ["kernel", "tangent kernel"], progress => MatrixFilesRun.Run(settings, folder?.FullPath, progress, cancellation));
                terminal.Output.WriteLine(folder is null
                    ? $"part {files.Part.Index + 1}/{files.Part.Count} of the tiles is in {files.Scratch}; when all are, run the same with --out DIR and without --shard"
                    : $"{string.Join(" and ", names)} of {settings.Inputs.Count} inputs in {files.Precision}: {folder.FullPath}");
                return Task.FromResult(ExitCode.Success);
            }

            GramResult result = ProgressBars.Show(
                terminal,
                [$"{settings.Inputs.Count} inputs, {settings.Depth} layers"],
                progress => GramRun.Run(settings, progress(0), cancellation));
            JsonObject report = GramReport.ToJson(result);
            if (folder is not null)
            {
                WriteFiles(folder, result, report);
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(report));
            }
            else
            {
                GramReport.Write(terminal, result);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void WriteFiles(OutputFolder folder, GramResult result, JsonObject report)
    {
        folder.WriteText("gram.json", Json.Text(report));
        folder.WriteText("layers.csv", GramReport.LayersToCsv(result));
        folder.WriteText("kernel.csv", GramReport.ToCsv(result.Last.Kernel));
        if (result.Last.Tangent is SymmetricMatrix tangent)
        {
            folder.WriteText("tangent-kernel.csv", GramReport.ToCsv(tangent));
        }

        if (result.Settings.Inputs.Count > 1)
        {
            folder.WriteFigure("correlations", GramFigures.Map(result));
            folder.WriteFigure("angles", GramFigures.AgainstAngle(result));
        }

        if (result.Predictions is not null)
        {
            folder.WriteText("predictions.csv", GramReport.PredictionsToCsv(result));
            if (result.Settings.Inputs[0].Length == 1)
            {
                folder.WriteFigure("predictions", GramFigures.Predictions(result));
            }
        }
    }
}

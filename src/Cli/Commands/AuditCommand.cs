using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Audits;
using Theory.Numerics.WeightFiles;

namespace Theory.Cli.Commands;

/// <summary><c>theory audit</c>: what the weights of a network in a file look like, what they do to inputs, and what to change.</summary>
internal static class AuditCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string[]> files = new("file")
        {
            Description = "Weights of a network of dense layers and skips: .onnx, .safetensors, .npz or .pt; several files of one shape are an ensemble",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> activation = new("--activation") { Description = "The activation between the layers, as in theory derive; an ONNX file has its own [default: relu]", HelpName = "NAME|FORMULA" };
        Option<string?> network = new("--network") { Description = "Where skips are, as in linear; 4*[residual(relu; linear)]; linear: each linear takes the next matrix of the file", HelpName = "LAYERS" };
        Option<string?> inputs = new("--inputs") { Description = "CSV file with an input in each row, to look at the network with [default: 16 of components 1 and -1]", HelpName = "FILE" };
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "audit",
            "Look at the weights of a network in a file: as drawn or trained, critical or not, and what to change.",
            "theory audit --help") { files, activation, network, inputs, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            Activation? between = parsed.GetValue(activation) is string s ? Activation.Parse(s) : null;
            Architecture? architecture = parsed.GetValue(network) is string text ? Architecture.Parse(text) : null;
            IReadOnlyList<double[]>? rows = parsed.GetValue(inputs) is string table ? InputTable.Read(table).Rows : null;
            NetworkAudit[] audits = [.. parsed.GetRequiredValue(files).Select(f => Auditor.Audit(WeightFile.ReadNetwork(f, between, architecture), rows, cancellation))];
            EnsembleAudit? ensemble = audits.Length > 1 ? EnsembleAudit.Of(audits) : null;
            JsonObject result = AuditReport.ToJson(audits[0]);
            result["ensemble"] = ensemble is null ? null : EnsembleAuditReport.ToJson(ensemble, parsed.GetRequiredValue(files));
            folder?.WriteText("audit.json", Json.Text(result));
            folder?.WriteText("layers.csv", AuditReport.ToCsv(audits[0]));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                if (ensemble is not null)
                {
                    EnsembleAuditReport.Write(terminal.Output, ensemble);
                    terminal.Output.WriteLine($"The first of them, {Path.GetFileName(parsed.GetRequiredValue(files)[0])}:");
                    terminal.Output.WriteLine();
                }

                AuditReport.Write(terminal.Output, audits[0]);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}

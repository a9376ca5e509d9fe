using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Numerics.Audits;
using Theory.Numerics.Evaluation;
using Theory.Numerics.WeightFiles;

namespace Theory.Cli.Commands;

/// <summary><c>theory audit</c>: what the weights of a network in a file look like, what they do to inputs, and what to change.</summary>
internal static class AuditCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = new("file") { Description = "Weights of a network of dense layers: .safetensors or .npz" };
        Option<string> activation = new("--activation") { Description = "The activation between the layers, as in theory derive", HelpName = "NAME|FORMULA", DefaultValueFactory = _ => "relu" };
        Option<string?> inputs = new("--inputs") { Description = "CSV file with an input in each row, to look at the network with [default: 16 of components 1 and -1]", HelpName = "FILE" };
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "audit",
            "Look at the weights of a network in a file: as drawn or trained, critical or not, and what to change.",
            "theory audit --help") { file, activation, inputs, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetValue(activation)!));
            IReadOnlyList<DenseWeights> layers = WeightFile.Read(parsed.GetRequiredValue(file));
            IReadOnlyList<double[]>? rows = parsed.GetValue(inputs) is string table ? InputTable.Read(table).Rows : null;
            NetworkAudit audit = Auditor.Audit(layers, evaluator, rows, cancellation);
            JsonObject result = AuditReport.ToJson(audit);
            folder?.WriteText("audit.json", Json.Text(result));
            folder?.WriteText("layers.csv", AuditReport.ToCsv(audit));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                AuditReport.Write(terminal.Output, audit);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}

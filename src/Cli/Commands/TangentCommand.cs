using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.TangentKernel;

namespace Theory.Cli.Commands;

/// <summary><c>theory tangent</c>: the tangent kernel at finite width, layer by layer.</summary>
internal static class TangentCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        InitialisationOptions initialisation = new(width: 512, depth: 10, perLayer: true);
        Option<double?> lambdaB = StandardOptions.Number("--lambda-b", "Learning rate of biases in the tangent kernel [default: 1]");
        Option<double?> lambdaW = StandardOptions.Number("--lambda-w", "Rescaled learning rate of weights in the tangent kernel [default: 1]");
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "tangent",
            "Predict the tangent kernel at finite width: its mean, its variance, its covariance with the metric, and how it changes while a network trains.",
            "theory tangent tanh --k1 1 --cw 1.5 --lambda-b 0.2 --width 128 --depth 6",
            "theory tangent relu --cw 2 --k1 1 --depth 30",
            "theory tangent gelu --k1 1 --cw 1.8 --width 64,128,256") { activation, lambdaB, lambdaW, json, output };
        initialisation.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            Initialisation start = initialisation.Read(parsed, evaluator, lambdaB: parsed.GetValue(lambdaB) ?? 1, lambdaW: parsed.GetValue(lambdaW) ?? 1);
            FlowOutcome<TangentLayer> flow = TangentFlow.Compute(new NetworkEvaluator(start.Network, evaluator), start.Signal, cancellation);
            JsonObject result = TangentReport.ToJson(evaluator.Activation, start, flow);
            folder?.WriteText("tangent.json", Json.Text(result));
            folder?.WriteText("tangent.csv", TangentReport.ToCsv(flow.Layers));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                terminal.Output.WriteLine(FlowReport.Heading(evaluator.Activation, start));
                TangentReport.Write(terminal, start.Network, flow.Layers);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(FlowEndNote.Write(terminal, flow.End));
        });
        return command;
    }
}

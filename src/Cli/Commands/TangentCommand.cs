using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Networks;
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
        InitialisationOptions initialisation = new(width: 512, perLayer: true, withInputs: false);
        Option<double?> lambdaB = StandardOptions.Number("--lambda-b", "Learning rate of biases in the tangent kernel [default: 1]");
        Option<double?> lambdaW = StandardOptions.Number("--lambda-w", "Rescaled learning rate of weights in the tangent kernel [default: 1]");
        Option<string?> inputs = InputsText.Create($"Inputs instead of --k1, {InputTangentFlow.MaximumInputs} at most: vectors with a semicolon between them, points on a circle, inputs close to one another, or a CSV file with one input a line");
        SecondInputOptions secondInput = new();
        Option<bool> growth = new("--growth") { Description = "Fit how fluctuations grow with depth at criticality, and which depth a width can bear" };
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "tangent",
            "Predict the tangent kernel at finite width: its mean, its variance, its covariance with the metric, and how it changes while a network trains.",
            "theory tangent tanh --k1 1 --cw 1.5 --lambda-b 0.2 --width 128 --depth 6",
            "theory tangent relu --cw 2 --k1 1 --depth 30",
            "theory tangent gelu --k1 1 --cw 1.8 --width 64,128,256",
            "theory tangent tanh --cw 1.5 --cb 0.1 --inputs circle:3 --depth 4",
            "theory tangent erf --k1 1 --cw 1.5 --rho 0.5 --depth 3",
            "theory tangent relu --growth") { activation, lambdaB, lambdaW, inputs, growth, json, output };
        initialisation.AddTo(command);
        secondInput.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            double[]? single = InputsText.Single(parsed.GetValue(inputs));
            NetworkInputs? several = parsed.GetValue(inputs) is string text && single is null ? InputsText.Parse(text) : null;
            Initialisation start = initialisation.Read(
                parsed, evaluator, single ?? several?.Values[..several.Dimension].ToArray(), parsed.GetValue(lambdaB) ?? 1, parsed.GetValue(lambdaW) ?? 1);
            Signal? all = several ?? (secondInput.Read(parsed, start) is (double k2, double rho) ? Signal.Pair(start.K1, k2, rho) : null);
            NetworkEvaluator network = new(start.Network, evaluator);
            FlowOutcome<TangentLayer> flow = TangentFlow.Compute(network, start.Signal, cancellation);
            FlowOutcome<InputTangentLayer>? together = all is null ? null : InputTangentFlow.Compute(network, all, cancellation);
            GrowthWithDepth? powers = parsed.GetValue(growth) ? TangentGrowth.Of(evaluator, start.Network[1].LambdaB, start.Network[1].LambdaW, cancellation) : null;
            IReadOnlyList<SusceptibilityLayer> finite = SusceptibilityFlow.Compute(network, start.Signal, cancellation).Layers;
            JsonObject result = TangentReport.ToJson(evaluator.Activation, start, flow, finite);
            if (together is not null)
            {
                result["inputs"] = TangentInputsReport.ToJson(together);
            }

            if (parsed.GetValue(growth))
            {
                result["growth"] = TangentGrowthReport.ToJson(powers);
            }

            folder?.WriteText("tangent.json", Json.Text(result));
            folder?.WriteText("tangent.csv", TangentReport.ToCsv(flow.Layers));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                terminal.Output.WriteLine(FlowReport.Heading(evaluator.Activation, start));
                TangentReport.Write(terminal, start.Network, flow.Layers, finite);
                if (together is not null)
                {
                    TangentInputsReport.Write(terminal, together);
                }

                if (parsed.GetValue(growth))
                {
                    TangentGrowthReport.Write(terminal, powers);
                }

                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(FlowEndNote.Write(terminal, flow.End ?? together?.End));
        });
        return command;
    }
}

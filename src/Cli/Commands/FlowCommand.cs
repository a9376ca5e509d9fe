using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Cli.Commands;

/// <summary><c>theory flow</c>: kernel, metric, vertex and susceptibilities layer by layer.</summary>
internal static class FlowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> activation = StandardOptions.OptionalActivation("a network is given with --network");
        Option<string?> network = ArchitectureStart.Option();
        InitialisationOptions initialisation = new(width: 512, perLayer: true, withWeights: true, withSecondInput: true);
        Option<double?> lambdaB = StandardOptions.Number("--lambda-b", "Learning rate of biases in the tangent kernel [default: 1]");
        Option<double?> lambdaW = StandardOptions.Number("--lambda-w", "Rescaled learning rate of weights in the tangent kernel [default: 1]");
        SecondInputOptions secondInput = new();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV), figures (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "flow",
            "Predict kernel, finite-width metric, four-point vertex, susceptibilities, gradients and tangent kernel per layer.",
            "theory flow mrepu:2 --k1 0.01 --cw 1 --width 512 --depth 10",
            "theory flow relu --k1 1 --cw 2,2,1.9 --width 256,128",
            "theory flow relu --k1 1 --weights kaiming_uniform --width 64 --depth 5",
            "theory flow repu:3 --k1 1 --cw 0.14 --depth 50",
            "theory flow tanh --k1 1 --cw 1.5 --rho 0.99 --depth 4",
            "theory flow --network \"4*[residual(tanh; linear, alpha=0.9, beta=0.7)]\" --k1 1 --cb 0.1 --cw 1.5 --width 100") { activation, network, lambdaB, lambdaW, json, output };
        initialisation.AddTo(command);
        secondInput.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            if (parsed.GetValue(network) is string text)
            {
                ArchitectureStart.RequireAlone(parsed.GetValue(activation));
                ArchitectureStart described = initialisation.ReadArchitecture(parsed, text, parsed.GetValue(lambdaB) ?? 1, parsed.GetValue(lambdaW) ?? 1);
                return Task.FromResult(ArchitectureFlowReport.Run(terminal, described, secondInput.Read(parsed, described.K1), folder, parsed.GetValue(json), cancellation));
            }

            ExpectationEvaluator evaluator = new(Activation.Parse(ArchitectureStart.RequiredActivation(parsed.GetValue(activation), "flow")));
            Initialisation start = initialisation.Read(parsed, evaluator, lambdaB: parsed.GetValue(lambdaB) ?? 1, lambdaW: parsed.GetValue(lambdaW) ?? 1);
            NetworkEvaluator prepared = new(start.Network, evaluator);
            (double K2, double Rho)? second = secondInput.Read(parsed, start);
            Signal? both = second is (double k2, double rho) ? Signal.Pair(start.K1, k2, rho) : null;
            FlowOutcome<FlowLayer> flow = KernelFlow.ComputeWithLogarithms(prepared, start.Signal, cancellation);
            FlowOutcome<TwoInputLayer>? pair = both is null ? null : TwoInputFlow.Compute(prepared, both, cancellation);
            IReadOnlyList<FlowLayer> layers = flow.Layers;
            JsonObject result = FlowReport.ToJson(evaluator.Activation, start, flow);
            if (pair is not null)
            {
                result["twoInputs"] = TwoInputFlowOutput.ToJson(second!.Value.K2, second.Value.Rho, pair);
                folder?.WriteText("two-inputs.csv", TwoInputFlowOutput.ToCsv(pair.Layers));
            }

            folder?.WriteText("flow.json", Json.Text(result));
            folder?.WriteText("flow.csv", FlowReport.ToCsv(layers));
            if (layers.Count > 0)
            {
                folder?.WriteFigure("kernel", FlowFigures.Kernel(evaluator.Activation, start, layers));
                folder?.WriteFigure("vertex", FlowFigures.Vertex(evaluator.Activation, start, layers));
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else if (layers.Count > 0)
            {
                terminal.Output.WriteLine(FlowReport.Heading(evaluator.Activation, start));
                FlowReport.WriteTable(terminal, layers);
                FlowReport.WriteGradients(terminal, start.Network[1], layers);
                if (pair is not null)
                {
                    TwoInputFlowOutput.Write(terminal, pair.Layers);
                }

                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(FlowEndNote.Write(terminal, flow.End ?? pair?.End));
        });
        return command;
    }
}

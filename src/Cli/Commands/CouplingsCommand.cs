using System.CommandLine;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Couplings;
using Theory.Numerics.Couplings;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Printing;

namespace Theory.Cli.Commands;

/// <summary><c>theory couplings</c>: the couplings of the quartic action, as formulas and as numbers.</summary>
internal static class CouplingsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> activation = StandardOptions.OptionalActivation("formulas are written");
        InitialisationOptions initialisation = new(width: 512);
        Option<int> neurons = StandardOptions.Integer("--neurons", "Number m of neurons whose joint distribution is considered", 1);
        Option<int> inputs = StandardOptions.Integer("--input-count", $"Formulas for this many inputs, 1 to {CouplingFormulas.MaximumInputs}", 1);
        Option<string?> file = new("--file") { Description = "Numbers for several inputs, from metric and vertex, or from couplings, in a JSON file", HelpName = "FILE" };
        Option<bool> explain = new("--explain") { Description = "Show how the formulas are derived" };
        Option<string> format = StandardOptions.Format();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("With an activation: folder for a table (CSV), figures (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "couplings",
            "Couplings g and v of the action S = g/2 sum_i z_i^2 - v/8 sum_ij z_i^2 z_j^2 from metric and vertex, and back.",
            "theory couplings --explain",
            "theory couplings --input-count 2 --format latex",
            "theory couplings mrepu:2 --k1 0.01 --cw 1 --width 128 --depth 5") { activation, neurons, inputs, file, explain, format, json, output };
        initialisation.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            string? path = parsed.GetValue(file);
            if (parsed.GetValue(activation) is string text)
            {
                if (path is not null)
                {
                    throw new UserInputException("an activation and --file both say where the numbers come from; use one of them");
                }

                OutputFolder? folder = parsed.GetValue(output) is string name ? OutputFolder.Named(name) : null;
                ExpectationEvaluator evaluator = new(Activation.Parse(text));
                Initialisation start = initialisation.Read(parsed, evaluator);
                FlowOutcome<LayerCouplings> flow = CouplingFlow.Compute(new NetworkEvaluator(start.Network, evaluator), start.Signal, parsed.GetValue(neurons), cancellation);
                CouplingTables.WriteLayers(terminal, folder, evaluator.Activation, start, flow, parsed.GetValue(neurons), parsed.GetValue(json));
                return Task.FromResult(FlowEndNote.Write(terminal, flow.End));
            }

            if ((initialisation.FirstGiven(parsed) ?? (parsed.GetValue(output) is null ? null : output.Name)) is string given)
            {
                throw new UserInputException($"{given} needs an activation, as in theory couplings relu {given} ...; without one, formulas are written");
            }
            else if (path is not null)
            {
                CouplingFile layer = CouplingFile.Read(path);
                CouplingTables.WriteTensors(terminal, layer, parsed.GetResult(neurons) is { Implicit: false } ? parsed.GetValue(neurons) : layer.Neurons ?? 1, parsed.GetValue(json));
            }
            else
            {
                CouplingEquations.Write(terminal, CouplingEquations.Of(parsed.GetValue(inputs)), FormulaFormat.Named(parsed.GetValue(format)!), parsed.GetValue(explain), parsed.GetValue(json));
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}

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
using Theory.Numerics.TrainedNetworks;

namespace Theory.Cli.Commands;

/// <summary><c>theory trained</c>: outputs of trained networks, at infinite width and to order 1/n.</summary>
internal static class TrainedCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<string?> inputs = Text("--inputs", "Training inputs: a list with a semicolon between inputs, points on a circle, or a CSV file with one input a line", "X1,X2;X1,X2|circle:N[:RADIUS]|FILE");
        Option<string?> targets = Text("--targets", "Targets, one for each training input", "Y,Y,...");
        Option<string?> test = Text("--test-inputs", "Inputs at which trained networks are looked at beside the training inputs", "X1,X2;X1,X2|circle:N[:RADIUS]|FILE");
        Option<string?> time = Text("--time", "Times of gradient flow on the sum of |z - y|^2/2, learning rate included", "T,T,...");
        Option<string?> steps = Text("--steps", "Numbers of steps of gradient descent instead of --time", "N,N,...");
        Option<double?> step = StandardOptions.Number("--step", "Learning rate of --steps, the time that one step stands for [default: a third of the shortest time in which an error decays]");
        Option<double?> lambdaB = StandardOptions.Number("--lambda-b", "Learning rate of biases relative to the global one [default: 1]");
        Option<double?> lambdaW = StandardOptions.Number("--lambda-w", "Rescaled learning rate of weights relative to the global one [default: 1]");
        InitialisationOptions initialisation = new(width: 128, perLayer: true, withInputs: false);
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "trained",
            "Predict mean and variance of the outputs of trained networks over initialisations, at infinite width and with the term of order 1/n.",
            "theory trained tanh --inputs 1,0.5 --targets 0.7 --time 0.5,1,2 --cw 1.5 --cb 0.1 --width 64",
            "theory trained gelu --inputs 1,0.5 --targets 0.7 --steps 5,20 --cw 1.8 --cb 0.1 --width 64",
            "theory trained tanh --inputs \"1,0;0.2,1\" --targets 0.7,-0.2 --test-inputs 0.7,0.7 --time 0.5,2 --cw 1.5 --cb 0.1",
            "theory trained relu --inputs \"1,0;0,1\" --targets 0.7,-0.2 --test-inputs 0.7,0.7 --time 1 --cw 2") { activation, inputs, targets, test, time, steps, step, lambdaB, lambdaW, json, output };
        initialisation.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            NetworkInputs training = Points(inputs, parsed.GetValue(inputs) ?? throw new UserInputException("--inputs is needed: the training inputs, as in --inputs 1,0.5"));
            double[] y = StandardOptions.Checked(targets, parsed.GetValue(targets) ?? throw new UserInputException("--targets is needed: one number for each training input"), NumberList.Parse);
            Require.That(y.Length == training.Count, $"--targets: there are {y.Length} targets, but {training.Count} training inputs; every input needs one");
            NetworkInputs points = parsed.GetValue(test) is string text ? Together(training, Points(test, text)) : training;
            TrainingSchedule schedule = Schedule(parsed.GetValue(time), parsed.GetValue(steps), parsed.GetValue(step));
            Initialisation start = initialisation.Read(
                parsed, evaluator, training.Values[..training.Dimension].ToArray(), parsed.GetValue(lambdaB) ?? 1, parsed.GetValue(lambdaW) ?? 1);
            TrainedPrediction prediction = TrainedOutputs.Predict(new NetworkEvaluator(start.Network, evaluator), points, y, schedule, cancellation);
            JsonObject result = TrainedReport.ToJson(evaluator.Activation, start, points, y, prediction);
            folder?.WriteText("trained.json", Json.Text(result));
            folder?.WriteText("trained.csv", TrainedReport.ToCsv(y, prediction));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                terminal.Output.WriteLine(FlowReport.Heading(evaluator.Activation, start));
                TrainedReport.Write(terminal, y, prediction);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;

        TrainingSchedule Schedule(string? times, string? counts, double? eta)
        {
            Require.That((times is null) != (counts is null), $"give --time for gradient flow or --steps for gradient descent, and not both");
            Require.That(eta is null || counts is not null, $"--step is the learning rate of --steps; gradient flow has none");
            return counts is null
                ? TrainingSchedule.Flow(StandardOptions.Checked(time, times!, NumberList.Parse))
                : TrainingSchedule.Descent(StandardOptions.Checked(steps, counts, NumberList.Integers), eta);
        }
    }

    /// <summary>Inputs in place, or as other commands take them.</summary>
    private static NetworkInputs Points(Option option, string text) => StandardOptions.Checked(option, text, t =>
        InputVectors.Are(t) ? NetworkInputs.Of(InputVectors.Parse(t)) : InputsText.Parse(t));

    private static NetworkInputs Together(NetworkInputs first, NetworkInputs second) => NetworkInputs.Of([.. Rows(first), .. Rows(second)]);

    private static IEnumerable<double[]> Rows(NetworkInputs inputs) =>
        Enumerable.Range(0, inputs.Count).Select(a => inputs.Values.Slice(a * inputs.Dimension, inputs.Dimension).ToArray());

    private static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };
}

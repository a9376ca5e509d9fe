using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Cli.Commands;

/// <summary><c>theory flow</c>: kernel, metric, vertex and susceptibilities layer by layer.</summary>
internal static class FlowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        InitialisationOptions initialisation = new(width: 512, depth: 10);
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV), figures (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "flow",
            "Predict kernel, finite-width metric, four-point vertex and susceptibilities per layer.",
            "theory flow mrepu:2 --k1 0.01 --cw 1 --width 512 --depth 10") { activation, json, output };
        initialisation.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            Initialisation start = initialisation.Read(parsed, evaluator);
            IReadOnlyList<FlowLayer> layers = KernelFlow.Compute(evaluator, start.Flow, cancellation);
            JsonObject result = ToJson(evaluator.Activation, start.Flow, layers);
            folder?.WriteText("flow.json", Json.Text(result));
            folder?.WriteText("flow.csv", ToCsv(layers));
            folder?.WriteFigure("kernel", FlowFigures.Kernel(evaluator.Activation, start.Flow, layers));
            folder?.WriteFigure("vertex", FlowFigures.Vertex(evaluator.Activation, start.Flow, layers));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                terminal.Output.WriteLine(Heading(evaluator.Activation, start));
                WriteTable(terminal, layers);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(Application.Success);
        });
        return command;
    }

    /// <summary>What the flow starts from, in one line.</summary>
    public static string Heading(Activation activation, Initialisation start)
    {
        FlowOptions flow = start.Flow;
        string why = start.Explanation is null ? "" : $" ({start.Explanation})";
        return $"{activation.Name}: K(1) = {Format.Number(flow.K1)}, C_b = {Format.Number(flow.Cb)}, C_W = {Format.Number(flow.Cw)}{why}, width {flow.Width}, depth {flow.Depth}";
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(Activation activation, FlowOptions options, IEnumerable<FlowLayer> layers) => new()
    {
        ["activation"] = activation.Name,
        ["k1"] = options.K1,
        ["cb"] = options.Cb,
        ["cw"] = options.Cw,
        ["width"] = options.Width,
        ["depth"] = options.Depth,
        ["layers"] = new JsonArray([.. layers.Select(LayerToJson)]),
    };

    /// <summary>The layers as a table.</summary>
    public static void WriteTable(Terminal terminal, IEnumerable<FlowLayer> layers) => Tables.Write(
        terminal.Console,
        ["layer", "K", "metric K + G1/n", "vertex V", "V/(nK^2)", "chi_par", "chi_perp", "h"],
        layers.Select(l => (IEnumerable<string>)
        [
            Format.Number(l.Layer), Format.Number(l.K), Format.Number(l.Metric), Format.Number(l.Vertex), Format.Number(l.RelativeFluctuation, 3),
            Format.Number(l.ChiParallel), Format.Number(l.ChiPerp), Format.Number(l.H),
        ]));

    private static JsonObject LayerToJson(FlowLayer layer) => new()
    {
        ["layer"] = layer.Layer,
        ["K"] = Json.Number(layer.K),
        ["metric"] = Json.Number(layer.Metric),
        ["vertex"] = Json.Number(layer.Vertex),
        ["chiParallel"] = Json.Number(layer.ChiParallel),
        ["chiPerp"] = Json.Number(layer.ChiPerp),
        ["h"] = Json.Number(layer.H),
        ["metricNextOrder"] = Json.Number(layer.NextOrderMetric),
        ["vertexNextOrder"] = Json.Number(layer.NextOrderVertex),
        ["relativeFluctuation"] = Json.Number(layer.RelativeFluctuation),
    };

    public static string ToCsv(IEnumerable<FlowLayer> layers) => Csv.Table(
        ["layer", "K", "metric", "vertex", "chiParallel", "chiPerp", "h", "metricNextOrder", "vertexNextOrder", "relativeFluctuation"],
        layers.Select(l => (IEnumerable<double?>)
            [l.Layer, l.K, l.Metric, l.Vertex, l.ChiParallel, l.ChiPerp, l.H, l.NextOrderMetric, l.NextOrderVertex, l.RelativeFluctuation]));
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
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
        Argument<string> activation = StandardOptions.Activation();
        InitialisationOptions initialisation = new(width: 512, depth: 10, perLayer: true);
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
            "theory flow repu:3 --k1 1 --cw 0.14 --depth 50",
            "theory flow tanh --k1 1 --cw 1.5 --rho 0.99 --depth 4") { activation, lambdaB, lambdaW, json, output };
        initialisation.AddTo(command);
        secondInput.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            Initialisation start = initialisation.Read(parsed, evaluator, lambdaB: parsed.GetValue(lambdaB) ?? 1, lambdaW: parsed.GetValue(lambdaW) ?? 1);
            NetworkEvaluator network = new(start.Network, evaluator);
            (double K2, double Rho)? second = secondInput.Read(parsed, start);
            Signal? both = second is (double k2, double rho) ? Signal.Pair(start.K1, k2, rho) : null;
            FlowOutcome<FlowLayer> flow = KernelFlow.ComputeWithLogarithms(network, start.Signal, cancellation);
            FlowOutcome<TwoInputLayer>? pair = both is null ? null : TwoInputFlow.Compute(network, both, cancellation);
            IReadOnlyList<FlowLayer> layers = flow.Layers;
            JsonObject result = ToJson(evaluator.Activation, start, flow);
            if (pair is not null)
            {
                result["twoInputs"] = TwoInputFlowOutput.ToJson(second!.Value.K2, second.Value.Rho, pair);
                folder?.WriteText("two-inputs.csv", TwoInputFlowOutput.ToCsv(pair.Layers));
            }

            folder?.WriteText("flow.json", Json.Text(result));
            folder?.WriteText("flow.csv", ToCsv(layers));
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
                terminal.Output.WriteLine(Heading(evaluator.Activation, start));
                WriteTable(terminal, layers);
                WriteGradients(terminal, start.Network[1], layers);
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

    /// <summary>What the flow starts from, in one line.</summary>
    public static string Heading(Activation activation, Initialisation start)
    {
        string why = start.Explanation is null ? "" : $" ({start.Explanation})";
        return $"{activation.Name}: K(1) = {Format.Number(start.K1)}, C_b = {Format.PerLayer(start.Cb)}, C_W = {Format.PerLayer(start.Cw)}{why}, width {Format.PerLayer(start.Widths)}, depth {start.Network.Depth}";
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(Activation activation, Initialisation start, FlowOutcome<FlowLayer> flow) => new()
    {
        ["activation"] = activation.Name,
        ["k1"] = start.K1,
        ["cb"] = Json.PerLayer(start.Cb),
        ["cw"] = Json.PerLayer(start.Cw),
        ["width"] = Json.PerLayer(start.Widths),
        ["depth"] = start.Network.Depth,
        ["lambdaB"] = start.Network[1].LambdaB,
        ["lambdaW"] = start.Network[1].LambdaW,
        ["layers"] = new JsonArray([.. flow.Layers.Select(LayerToJson)]),
        ["end"] = FlowEndNote.ToJson(flow.End),
    };

    /// <summary>The layers as a table; kernels and vertices beyond double precision as decimal logarithms.</summary>
    public static void WriteTable(Terminal terminal, IReadOnlyList<FlowLayer> layers)
    {
        bool logarithms = layers.Any(l => double.IsNaN(l.K));
        Tables.Write(
            terminal.Console,
            ["layer", logarithms ? "log10 K" : "K", "metric K + G1/n", logarithms ? "log10 V" : "vertex V", "V/(nK^2)", "chi_par", "chi_perp", "h"],
            layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Format.Number(logarithms ? l.LogK / Math.Log(10) : l.K), Format.Number(l.Metric), Format.Number(logarithms ? l.LogVertex / Math.Log(10) : l.Vertex),
                Format.Number(l.RelativeFluctuation, 3), Format.Number(l.ChiParallel), Format.Number(l.ChiPerp), Format.Number(l.H),
            ]));
    }

    /// <summary>Growth of gradients, correlation depths and tangent kernel as a table.</summary>
    private static void WriteGradients(Terminal terminal, Linear layer, IReadOnlyList<FlowLayer> layers)
    {
        bool logarithms = layers.Any(l => double.IsFinite(l.LogGradient) && !double.IsNormal(l.GradientGrowth));
        Tables.Write(
            terminal.Console,
            ["layer", logarithms ? "log10 |grad|^2" : "|grad|^2", "xi_par", "xi_perp", "Theta"],
            layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Format.Number(logarithms ? l.LogGradient / Math.Log(10) : l.GradientGrowth), Depth(l.ParallelDepth), Depth(l.PerpendicularDepth), Format.Number(l.TangentKernel),
            ]));
        terminal.Output.WriteLine(
            $"  |grad|^2: E|dL/dz|^2 of the layer over that of the last one; xi = -1/ln chi; Theta: tangent kernel, lambda_b = {Format.Number(layer.LambdaB)}, lambda_W = {Format.Number(layer.LambdaW)}");
    }

    private static string Depth(double depth) => double.IsInfinity(depth) ? "infinite" : Format.Number(depth, 4);

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
        ["logK"] = Json.Number(layer.LogK),
        ["logVertex"] = Json.Number(layer.LogVertex),
        ["xiParallel"] = Json.Number(layer.ParallelDepth),
        ["xiPerp"] = Json.Number(layer.PerpendicularDepth),
        ["gradientGrowth"] = Json.Number(layer.GradientGrowth),
        ["logGradientGrowth"] = Json.Number(layer.LogGradient),
        ["tangentKernel"] = Json.Number(layer.TangentKernel),
    };

    /// <summary>The layers as comma-separated values.</summary>
    public static string ToCsv(IEnumerable<FlowLayer> layers) => Csv.Table(
        [
            "layer", "K", "metric", "vertex", "chiParallel", "chiPerp", "h", "metricNextOrder", "vertexNextOrder", "relativeFluctuation",
            "logK", "logVertex", "xiParallel", "xiPerp", "gradientGrowth", "logGradientGrowth", "tangentKernel",
        ],
        layers.Select(l => (IEnumerable<double?>)
        [
            l.Layer, l.K, l.Metric, l.Vertex, l.ChiParallel, l.ChiPerp, l.H, l.NextOrderMetric, l.NextOrderVertex, l.RelativeFluctuation,
            l.LogK, l.LogVertex, l.ParallelDepth, l.PerpendicularDepth, l.GradientGrowth, l.LogGradient, l.TangentKernel,
        ]));
}

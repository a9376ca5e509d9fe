using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Flow;

namespace Theory.Cli.Rendering;

/// <summary>The predicted flow as text, JSON and CSV.</summary>
internal static class FlowReport
{
    /// <summary>What the flow starts from, in one line.</summary>
    public static string Heading(Activation activation, Initialisation start)
    {
        string why = start.Explanation is null ? "" : $" ({start.Explanation})";
        return $"{activation.Name}: K(1) = {Format.Number(start.K1)}, C_b = {Format.PerLayer(start.Cb)}, C_W = {Format.PerLayer(start.Cw)}{why}, width {Format.PerLayer(start.Widths)}, depth {start.Network.Depth}{Weights(start.Network)}";
    }

    private static string Weights(Network network)
    {
        if (network.IsNormal)
        {
            return "";
        }

        Linear law = network[1];
        string kurtosis = double.IsNaN(law.Weights.ExcessKurtosis) ? "" : $" (excess kurtosis {Format.Number(law.Weights.ExcessKurtosis, 4)})";
        return $", weights {law.Weights.Name}{kurtosis}{(law.Biases == WeightLaw.Normal ? "" : $", biases {law.Biases.Name}")}";
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(Activation activation, Initialisation start, FlowOutcome<FlowLayer> flow) => InitialisationJson.Of(activation, start, ("k1", start.K1), withRates: false, new JsonObject
    {
        ["explanation"] = start.Explanation,
        ["weights"] = start.Network[1].Weights.Name,
        ["lambdaB"] = start.Network[1].LambdaB,
        ["lambdaW"] = start.Network[1].LambdaW,
        ["layers"] = new JsonArray([.. flow.Layers.Select(LayerToJson)]),
        ["end"] = FlowEndNote.ToJson(flow.End),
    });

    /// <summary>The layers as a table; kernels and vertices beyond double precision as decimal logarithms.</summary>
    public static void WriteTable(Terminal terminal, IReadOnlyList<FlowLayer> layers)
    {
        bool logarithms = layers.Any(l => double.IsNaN(l.K));
        bool ofVertex = logarithms || layers.Any(l => double.IsNaN(l.Vertex) && double.IsFinite(l.LogVertex));
        Tables.Write(
            terminal,
            ["layer", logarithms ? "log10 K" : "K", "metric K + G1/n", ofVertex ? "log10 V" : "vertex V", "V/(nK^2)", "chi_par", "chi_perp", "h"],
            layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Format.Number(logarithms ? l.LogK / Math.Log(10) : l.K), Format.Number(l.Metric), Format.Number(ofVertex ? l.LogVertex / Math.Log(10) : l.Vertex),
                Format.Number(l.RelativeFluctuation, 3), Format.Number(l.ChiParallel), Format.Number(l.ChiPerp), Format.Number(l.H),
            ]));
        if (layers.Any(l => double.IsNaN(l.Metric) || double.IsNaN(l.RelativeFluctuation) || double.IsNaN(l.ChiParallel) || double.IsNaN(l.ChiPerp) || double.IsNaN(l.H)))
        {
            terminal.Output.WriteLine("  -: undefined for this activation, or below 2.2e-308 or above 1.8e308, where double precision ends");
        }
    }

    /// <summary>Growth of gradients, correlation depths and tangent kernel as a table.</summary>
    public static void WriteGradients(Terminal terminal, Linear layer, IReadOnlyList<FlowLayer> layers)
    {
        bool logarithms = layers.Any(l => double.IsFinite(l.LogGradient) && !double.IsNormal(l.GradientGrowth));
        Tables.Write(
            terminal,
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
        ["fourthCumulant"] = Json.Number(layer.FourthCumulant),
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

using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Couplings;
using Theory.Numerics.Flow;

namespace Theory.Cli.Rendering;

/// <summary>Couplings as numbers: tables, JSON, CSV and figures.</summary>
internal static class CouplingTables
{
    /// <summary>A correction of g above this is no small one.</summary>
    private const double LargestCorrection = 0.3;

    /// <summary>Couplings per layer.</summary>
    public static void WriteLayers(
        Terminal terminal, OutputFolder? folder, Activation activation, Initialisation start, FlowOutcome<LayerCouplings> flow, int neurons, bool asJson)
    {
        IReadOnlyList<LayerCouplings> layers = flow.Layers;
        JsonObject json = LayersToJson(activation, start, flow, neurons);
        folder?.WriteText("couplings.json", Json.Text(json));
        folder?.WriteText("couplings.csv", Csv.Table(
            ["layer", "K", "metric", "vertex", "g", "v", "nonGaussianity", "relativeCorrection"],
            layers.Select(l => (IEnumerable<double?>)[l.Layer, l.K, l.Metric, l.Vertex, l.Quadratic, l.Quartic, l.NonGaussianity, l.RelativeCorrection])));
        if (layers.Count > 0)
        {
            folder?.WriteFigure("quadratic", CouplingFigures.Quadratic(activation, start, layers, neurons));
            folder?.WriteFigure("quartic", CouplingFigures.Quartic(activation, start, layers));
        }

        if (asJson)
        {
            terminal.Output.Write(Json.Text(json));
            return;
        }

        if (layers.Count == 0)
        {
            return;
        }

        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{FlowReport.Heading(activation, start)}; couplings of {neurons} neuron{(neurons == 1 ? "" : "s")}"));
        Tables.Write(
            terminal,
            ["layer", "K", "G = K + G1/n", "vertex V", "g", "v", "v G^2", "g G - 1"],
            layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Format.Number(l.K), Format.Number(l.Metric), Format.Number(l.Vertex), Format.Number(l.Quadratic), Format.Number(l.Quartic),
                Format.Number(l.NonGaussianity, 3), Format.Number(l.RelativeCorrection, 3),
            ]));
        terminal.Output.WriteLine("v = V/(n G^4) and g = 1/G + (m+2) V/(2 n G^3) hold to the order 1/n, where v G^2 and g G - 1 are small.");
        if (layers.FirstOrDefault(l => l.RelativeCorrection > LargestCorrection) is LayerCouplings first)
        {
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"From layer {first.Layer} on g G - 1 exceeds {LargestCorrection}: do not rely on these couplings; a larger width makes them smaller."));
        }

        FolderNote.Write(terminal, folder);
    }

    /// <summary>Couplings of several inputs from metric and vertex, or the reverse.</summary>
    public static void WriteTensors(Terminal terminal, CouplingFile layer, int neurons, bool asJson)
    {
        ActionCouplings couplings = layer.IsMetric
            ? ActionCouplings.FromMetric(layer.Matrix, layer.Tensor, layer.Width, neurons)
            : ActionCouplings.Of(layer.Matrix, layer.Tensor);
        (double[,] metric, double[,,,] vertex) = layer.IsMetric ? (layer.Matrix, layer.Tensor) : couplings.ToMetric(layer.Width, neurons);
        if (asJson)
        {
            terminal.Output.Write(Json.Text(new JsonObject
            {
                ["inputs"] = metric.GetLength(0),
                ["width"] = layer.Width,
                ["neurons"] = neurons,
                ["quadratic"] = ToJson(couplings.Quadratic),
                ["quartic"] = ToJson(couplings.Quartic),
                ["metric"] = ToJson(metric),
                ["vertex"] = ToJson(vertex),
            }));
            return;
        }

        (string matrixName, string tensorName) = layer.IsMetric ? ("g", "v") : ("G", "V");
        (double[,] matrix, double[,,,] tensor) = layer.IsMetric ? (couplings.Quadratic, couplings.Quartic) : (metric, vertex);
        Tables.Write(terminal, ["inputs", matrixName], Pairs(metric).Select(p => (IEnumerable<string>)[Name(p.A, p.B), Format.Number(matrix[p.A, p.B], 10)]));
        Tables.Write(
            terminal,
            ["pairs of inputs", tensorName],
            Pairs(metric).SelectMany((p, i) => Pairs(metric).Skip(i).Select(q => (IEnumerable<string>)
                [$"{Name(p.A, p.B)} {Name(q.A, q.B)}", Format.Number(tensor[p.A, p.B, q.A, q.B], 10)])));
    }

    private static JsonObject LayersToJson(Activation activation, Initialisation start, FlowOutcome<LayerCouplings> flow, int neurons) => InitialisationJson.Of(activation, start, ("k1", start.K1), withRates: false, new JsonObject
    {
        ["neurons"] = neurons,
        ["layers"] = new JsonArray([.. flow.Layers.Select(l => new JsonObject
        {
            ["layer"] = l.Layer,
            ["K"] = Json.Number(l.K),
            ["metric"] = Json.Number(l.Metric),
            ["vertex"] = Json.Number(l.Vertex),
            ["g"] = Json.Number(l.Quadratic),
            ["v"] = Json.Number(l.Quartic),
            ["nonGaussianity"] = Json.Number(l.NonGaussianity),
            ["relativeCorrection"] = Json.Number(l.RelativeCorrection),
        })]),
        ["end"] = FlowEndNote.ToJson(flow.End),
    });

    private static IEnumerable<(int A, int B)> Pairs(double[,] matrix) =>
        from a in Enumerable.Range(0, matrix.GetLength(0)) from b in Enumerable.Range(a, matrix.GetLength(0) - a) select (a, b);

    private static string Name(int a, int b) => string.Create(CultureInfo.InvariantCulture, $"({a + 1} {b + 1})");

    private static JsonArray ToJson(double[,] matrix) => Array(matrix.GetLength(0), a => Array(matrix.GetLength(0), b => Json.Number(matrix[a, b])));

    private static JsonArray ToJson(double[,,,] tensor)
    {
        int d = tensor.GetLength(0);
        return Array(d, a => Array(d, b => Array(d, c => Array(d, e => Json.Number(tensor[a, b, c, e])))));
    }

    private static JsonArray Array(int count, Func<int, JsonNode?> element) => new([.. Enumerable.Range(0, count).Select(element)]);
}

using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Flow;
using Theory.Numerics.Quadrature;
using Theory.Numerics.TangentKernel;

namespace Theory.Cli.Rendering;

/// <summary>The tangent kernel at finite width at several inputs as text and JSON.</summary>
internal static class TangentInputsReport
{
    /// <summary>The tensors of every layer for so many inputs; for more those of the last layer only.</summary>
    private const int AllLayers = 4;

    /// <summary>Inputs shown in a matrix of text.</summary>
    private const int Shown = 6;

    private static readonly (string Key, Func<InputTangentLayer, double[,]?> Value)[] Matrices =
        [("K", l => l.K), ("theta", l => l.Theta), ("G1", l => l.G1), ("theta1", l => l.Theta1)];

    private static readonly (string Key, Func<InputTangentLayer, Tensor4?> Value)[] Tensors =
    [
        ("V", l => l.V), ("A", l => l.A), ("B", l => l.B), ("D", l => l.D), ("F", l => l.F), ("P", l => l.P), ("Q", l => l.Q),
        ("R", l => l.R), ("S", l => l.S), ("T", l => l.T), ("U", l => l.U),
    ];

    /// <summary>Matrices and tensors by layer, as nested lists over inputs.</summary>
    public static JsonObject ToJson(FlowOutcome<InputTangentLayer> flow) => new()
    {
        ["count"] = flow.Layers[0].K.GetLength(0),
        ["layers"] = new JsonArray([.. flow.Layers.Select((l, i) => LayerToJson(l, flow.Layers[0].K.GetLength(0) <= AllLayers || i == flow.Layers.Count - 1))]),
        ["end"] = FlowEndNote.ToJson(flow.End),
    };

    /// <summary>The last layer: the tangent kernel, its shift and its variance between all inputs.</summary>
    public static void Write(Terminal terminal, FlowOutcome<InputTangentLayer> flow)
    {
        InputTangentLayer last = flow.Layers[^1];
        int m = last.K.GetLength(0);
        terminal.Output.WriteLine();
        terminal.Output.WriteLine($"layer {last.Layer} at {m} inputs{(m > Shown ? $", the first {Shown} of them" : "")}; coefficients of 1/n");
        Matrix(terminal, "Theta", m, (a, b) => last.Theta[a, b]);
        if (last.Theta1 is double[,] shift)
        {
            Matrix(terminal, "Theta1", m, (a, b) => shift[a, b]);
        }

        Matrix(terminal, "n Var Theta", m, (a, b) => last.A[a, b, a, b] + last.B[a, a, b, b] + last.B[a, b, b, a]);
        foreach (NoValue none in last.Missing.Values.DistinctBy(v => v.Reason))
        {
            terminal.Output.WriteLine($"  - : {none.Reason}");
        }

        if (m > 2)
        {
            terminal.Output.WriteLine($"  expectations of three and four inputs: relative error at most {Format.Bound(flow.Layers.Max(l => l.SourceError))}");
        }

        terminal.Output.WriteLine("  --json has all tensors");
    }

    private static void Matrix(Terminal terminal, string name, int m, Func<int, int, double> value)
    {
        int shown = Math.Min(m, Shown);
        Tables.Write(
            terminal,
            [name, .. Enumerable.Range(1, shown).Select(b => Format.Number(b))],
            Enumerable.Range(0, shown).Select(a => (IEnumerable<string>)[Format.Number(a + 1), .. Enumerable.Range(0, shown).Select(b => Format.Number(value(a, b), 6))]));
    }

    private static JsonObject LayerToJson(InputTangentLayer layer, bool withTensors)
    {
        JsonObject json = new() { ["layer"] = layer.Layer, ["n"] = layer.Width };
        foreach ((string key, Func<InputTangentLayer, double[,]?> value) in Matrices)
        {
            json[key] = value(layer) is double[,] matrix ? Nested(layer.K.GetLength(0), 2, i => matrix[i[0], i[1]], []) : null;
        }

        foreach ((string key, Func<InputTangentLayer, Tensor4?> value) in withTensors ? Tensors : [])
        {
            json[key] = value(layer) is Tensor4 tensor ? Nested(tensor.Count, 4, i => tensor[i[0], i[1], i[2], i[3]], []) : null;
        }

        json["sourceError"] = layer.SourceError;
        json["undefined"] = new JsonObject([.. layer.Missing.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key == "Theta1" ? "theta1" : m.Key, m.Value.Reason))]);
        json["outcomes"] = new JsonObject([.. layer.Missing.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key == "Theta1" ? "theta1" : m.Key, EvaluatedValues.Name(m.Value.Kind)))]);
        return json;
    }

    private static JsonNode? Nested(int count, int depth, Func<int[], double> value, int[] index) => index.Length == depth
        ? Json.Number(value(index))
        : new JsonArray([.. Enumerable.Range(0, count).Select(i => Nested(count, depth, value, [.. index, i]))]);
}

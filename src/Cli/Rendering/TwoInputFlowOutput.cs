using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Flow;
using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Cli.Rendering;

/// <summary>The flow of two inputs as tables, JSON and comma-separated values.</summary>
internal static class TwoInputFlowOutput
{
    /// <summary>Kernel matrix and midpoint expansion, then the vertex.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<TwoInputLayer> layers)
    {
        terminal.Output.WriteLine();
        terminal.Output.WriteLine("Two inputs: kernel matrix, tangent kernel, and the midpoint expansion (the recursion for close inputs in brackets)");
        Tables.Write(
            terminal,
            ["layer", "K_11", "K_12", "K_22", "rho", "Theta_12", "K_[0]", "K_[1]", "K_[2]"],
            layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Format.Number(l.K11), Format.Number(l.K12), Format.Number(l.K22), Format.Correlation(l.Rho, 8, 15), Format.Number(l.Theta12),
                Pair(l.Midpoint.K0, l.Close.K0), Pair(l.Midpoint.K1, l.Close.K1), Pair(l.Midpoint.K2, l.Close.K2),
            ]));
        if (layers[0].Vertex is not null)
        {
            Tables.Write(
                terminal,
                ["layer", "V_(11)(11)", "V_(11)(12)", "V_(11)(22)", "V_(12)(12)", "V_(12)(22)", "V_(22)(22)"],
                layers.Select(l => (IEnumerable<string>)[Format.Number(l.Layer), .. l.Vertex is PairVertex v ? Elements(v).Select(x => Format.Number(x)) : Enumerable.Repeat("-", 6)]));
            if (layers.Any(l => l.Vertex is null))
            {
                terminal.Output.WriteLine("  -: where s jumps, the vertex of parallel inputs does not exist");
            }
        }
    }

    /// <summary>The part of the JSON object that is about both inputs.</summary>
    public static JsonObject ToJson(double k2, double rho, FlowOutcome<TwoInputLayer> flow) => new()
    {
        ["k2"] = k2,
        ["rho"] = rho,
        ["layers"] = new JsonArray([.. flow.Layers.Select(l => new JsonObject
        {
            ["layer"] = l.Layer,
            ["K"] = Matrix(l.K11, l.K12, l.K22),
            ["rho"] = Json.Number(l.Rho),
            ["g1"] = l.Correction is PairCorrection g ? Matrix(g.G11, g.G12, g.G22) : null,
            ["theta"] = Matrix(l.Theta11, l.Theta12, l.Theta22),
            ["midpoint"] = Midpoint(l.Midpoint),
            ["closeInputs"] = Midpoint(l.Close),
            ["vertex"] = l.Vertex is PairVertex v
                ? new JsonObject { ["1111"] = v.V1111, ["1112"] = v.V1112, ["1122"] = v.V1122, ["1212"] = v.V1212, ["1222"] = v.V1222, ["2222"] = v.V2222 }
                : null,
        })]),
        ["end"] = FlowEndNote.ToJson(flow.End),
    };

    /// <summary>One row for each layer.</summary>
    public static string ToCsv(IEnumerable<TwoInputLayer> layers) => Csv.Table(
        [
            "layer", "K11", "K12", "K22", "theta11", "theta12", "theta22", "midpoint0", "midpoint1", "midpoint2", "close0", "close1", "close2",
            "V1111", "V1112", "V1122", "V1212", "V1222", "V2222",
        ],
        layers.Select(l => (IEnumerable<double?>)
        [
            l.Layer, l.K11, l.K12, l.K22, l.Theta11, l.Theta12, l.Theta22, l.Midpoint.K0, l.Midpoint.K1, l.Midpoint.K2, l.Close.K0, l.Close.K1, l.Close.K2,
            .. l.Vertex is PairVertex v ? Elements(v).Select(x => (double?)x) : Enumerable.Repeat<double?>(null, 6),
        ]));

    private static double[] Elements(PairVertex v) => [v.V1111, v.V1112, v.V1122, v.V1212, v.V1222, v.V2222];

    private static string Pair(double full, double close) => $"{Format.Number(full, 6)} ({Format.Number(close, 6)})";

    private static JsonArray Matrix(double a, double b, double c) => new(new JsonArray(Json.Number(a), Json.Number(b)), new JsonArray(Json.Number(b), Json.Number(c)));

    private static JsonObject Midpoint(MidpointKernel k) => new() { ["K0"] = Json.Number(k.K0), ["K1"] = Json.Number(k.K1), ["K2"] = Json.Number(k.K2) };
}

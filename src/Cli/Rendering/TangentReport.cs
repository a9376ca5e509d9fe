using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Numerics.TangentKernel;

namespace Theory.Cli.Rendering;

/// <summary>The tangent kernel at finite width as text, JSON and CSV.</summary>
internal static class TangentReport
{
    private static readonly (string Key, string Text, Func<TangentLayer, double> Value)[] Values =
    [
        ("K", "K", l => l.K), ("theta", "Theta", l => l.Theta), ("theta1", "Theta1", l => l.Theta1), ("V", "V", l => l.V), ("G1", "G1", l => l.G1),
        ("A", "A", l => l.A), ("B", "B", l => l.B), ("D", "D", l => l.D), ("F", "F", l => l.F), ("P", "P", l => l.P), ("Q", "Q", l => l.Q),
        ("R", "R", l => l.R), ("S", "S", l => l.S), ("T", "T", l => l.T), ("U", "U", l => l.U),
    ];

    private static readonly (string Key, string Text, Func<TangentLayer, double> Value)[] Sizes =
    [
        ("metricVariance", "V/(nK^2)", l => l.MetricVariance), ("meanShift", "Theta1", l => l.MeanShift), ("kernelVariance", "A+2B", l => l.KernelVariance),
        ("kernelCovariance", "D+2F", l => l.KernelCovariance), ("firstDifferential", "P+2Q", l => l.FirstDifferential), ("secondDifferential", "R,S,T,U", l => l.SecondDifferential),
    ];

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(Activation activation, Initialisation start, FlowOutcome<TangentLayer> flow, IReadOnlyList<SusceptibilityLayer> finite) => InitialisationJson.Of(activation, start, ("k1", start.K1), withRates: true, new JsonObject
    {
        ["layers"] = new JsonArray([.. flow.Layers.Zip(finite, LayerToJson)]),
        ["trustedUpTo"] = TrustedUpTo(flow.Layers),
        ["end"] = FlowEndNote.ToJson(flow.End),
    });

    /// <summary>The layers as comma-separated values.</summary>
    public static string ToCsv(IEnumerable<TangentLayer> layers) => Csv.Table(
        [.. Values.Select(v => v.Key).Prepend("layer"), .. Sizes.Select(s => s.Key)],
        layers.Select(l => (IEnumerable<double?>)[l.Layer, .. Values.Select(v => (double?)v.Value(l)), .. Sizes.Select(s => (double?)s.Value(l))]));

    /// <summary>The layers as tables, with what they mean.</summary>
    public static void Write(Terminal terminal, Network network, IReadOnlyList<TangentLayer> layers, IReadOnlyList<SusceptibilityLayer> finite)
    {
        terminal.Output.WriteLine($"coefficients of 1/n, n the width before a layer; lambda_b = {Format.Number(network[1].LambdaB)}, lambda_W = {Format.Number(network[1].LambdaW)}");
        Table(terminal, layers, Values[..5], 7);
        Table(terminal, layers, Values[5..11], 5);
        Table(terminal, layers, Values[11..], 7);
        foreach (string reason in layers.SelectMany(l => l.Missing.Values).Select(m => m.Reason).Distinct())
        {
            terminal.Output.WriteLine($"  - : {reason}");
        }

        terminal.Output.WriteLine("  for one output, Theta its tangent kernel and E means over networks:");
        terminal.Output.WriteLine("    E Theta = Theta + Theta1/n,   n Var Theta = A + 2B,   n Cov(Theta, z^2) = D + 2F");
        terminal.Output.WriteLine("    while it trains: n E[dH z] = P + 2Q, and of second order 3R + 2S + 2T + 2U");
        terminal.Output.WriteLine();
        terminal.Output.WriteLine("relative sizes, with the 1/n: each over Theta or Theta^2, Theta K, Theta^2, Theta^3/K");
        Table(terminal, layers, Sizes, 3);
        terminal.Output.WriteLine("  " + Reach(layers));
        terminal.Output.WriteLine();
        terminal.Output.WriteLine("susceptibilities and squared gradients, and what order 1/n adds\n(to |grad|^2 relatively)");
        Tables.Write(
            terminal,
            ["layer", "chi_par", "+ chi_par", "chi_perp", "+ chi_perp", "ln |grad|^2", "+ |grad|^2"],
            finite.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Format.Number(l.ChiParallel, 6), Format.Number(l.ChiParallelCorrection, 3), Format.Number(l.ChiPerp, 6),
                Format.Number(l.ChiPerpCorrection, 3), Format.Number(l.LogGradient, 5), Format.Number(l.GradientCorrection, 3),
            ]));
    }

    private static string Reach(IReadOnlyList<TangentLayer> layers)
    {
        int last = TrustedUpTo(layers);
        if (last == layers[^1].Layer)
        {
            return $"the expansion in 1/n can be trusted: all relative sizes are at most {Format.Number(TangentLayer.Trusted)}";
        }

        TangentLayer end = layers[^1];
        return string.Create(CultureInfo.InvariantCulture, $"the expansion in 1/n holds up to layer {last} (sizes at most {TangentLayer.Trusted}); ")
            + (double.IsNaN(end.Largest) ? $"layer {end.Layer} has none"
                : string.Create(CultureInfo.InvariantCulture, $"layer {end.Layer} needs width {Math.Ceiling(end.Largest / TangentLayer.Trusted * end.Width):F0}"));
    }

    /// <summary>The last layer before the first one in which a relative size is too large.</summary>
    private static int TrustedUpTo(IReadOnlyList<TangentLayer> layers) => layers.TakeWhile(l => l.IsTrusted).Count();

    private static void Table(Terminal terminal, IReadOnlyList<TangentLayer> layers, (string Key, string Text, Func<TangentLayer, double> Value)[] columns, int digits) => Tables.Write(
        terminal,
        columns.Select(c => c.Text).Prepend("layer"),
        layers.Select(l => columns.Select(c => Format.Number(c.Value(l), digits)).Prepend(Format.Number(l.Layer))));

    private static JsonObject LayerToJson(TangentLayer layer, SusceptibilityLayer finite)
    {
        JsonObject json = new() { ["layer"] = layer.Layer, ["n"] = layer.Width };
        foreach ((string key, _, Func<TangentLayer, double> value) in Values)
        {
            json[key] = Json.Number(value(layer));
        }

        json["relative"] = new JsonObject([.. Sizes.Select(s => KeyValuePair.Create(s.Key, Json.Number(s.Value(layer)))), KeyValuePair.Create("largest", Json.Number(layer.Largest))]);
        json["chiParallel"] = Json.Number(finite.ChiParallel);
        json["chiParallelCorrection"] = Json.Number(finite.ChiParallelCorrection);
        json["chiPerp"] = Json.Number(finite.ChiPerp);
        json["chiPerpCorrection"] = Json.Number(finite.ChiPerpCorrection);
        json["logGradientGrowth"] = Json.Number(finite.LogGradient);
        json["gradientCorrection"] = Json.Number(finite.GradientCorrection);
        json["undefined"] = new JsonObject([.. layer.Missing.Select(m => KeyValuePair.Create<string, JsonNode?>(Key(m.Key), m.Value.Reason))]);
        json["outcomes"] = new JsonObject([.. layer.Missing.Select(m => KeyValuePair.Create<string, JsonNode?>(Key(m.Key), EvaluatedValues.Name(m.Value.Kind)))]);
        return json;
    }

    private static string Key(string name) => Values.First(v => v.Text == name).Key;
}

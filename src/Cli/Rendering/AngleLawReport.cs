using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.AngleLaw;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Flow;

namespace Theory.Cli.Rendering;

/// <summary>The exact law of the correlation of two inputs as text, JSON and CSV.</summary>
internal static class AngleLawReport
{
    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(Activation activation, Initialisation start, double rho, FlowOutcome<AngleLayer> law) => new()
    {
        ["activation"] = activation.Name,
        ["rho"] = rho,
        ["cb"] = Json.PerLayer(start.Cb),
        ["cw"] = Json.PerLayer(start.Cw),
        ["width"] = Json.PerLayer(start.Widths),
        ["depth"] = start.Network.Depth,
        ["layers"] = new JsonArray([.. law.Layers.Select(LayerToJson)]),
        ["end"] = FlowEndNote.ToJson(law.End),
    };

    /// <summary>Moments, quantiles and probabilities as tables.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<AngleLayer> layers)
    {
        Tables.Write(
            terminal,
            ["layer", "mean rho", "Var(rho)", "mean angle", "Var(angle)", "digits"],
            layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Format.Number(l.Mean.Value, 10), Format.Number(l.Variance.Value, 10), Format.Number(l.MeanAngle.Value, 8), Format.Number(l.VarianceOfAngle.Value, 8),
                Digits([l.Mean, l.Variance, l.MeanAngle, l.VarianceOfAngle]),
            ]));
        (double Probability, LawValue Value)[] shown = [.. layers[0].Quantiles.Where(q => q.Probability is 0.01 or 0.1 or 0.5 or 0.9 or 0.99)];
        double[] probabilities = [.. (shown.Length == 0 ? layers[0].Quantiles.Take(5) : shown).Select(q => q.Probability)];
        Tables.Write(
            terminal,
            ["layer", .. probabilities.Select(p => $"rho, {Format.Number(100 * p)} %"), "digits"],
            layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), .. probabilities.Select(p => Format.Number(l.Quantiles.First(q => q.Probability == p).Value.Value)), Digits([.. l.Quantiles.Select(q => q.Value)]),
            ]));
        if (layers.Any(l => l.Dead.Value + l.Zero.Value + l.One.Value + l.MinusOne.Value > 1e-12))
        {
            Tables.Write(
                terminal,
                ["layer", "P(dead)", "P(rho = 0)", "P(rho = 1)", "P(rho = -1)"],
                layers.Select(l => (IEnumerable<string>)
                    [Format.Number(l.Layer), Format.Number(l.Dead.Value, 6), Format.Number(l.Zero.Value, 6), Format.Number(l.One.Value, 6), Format.Number(l.MinusOne.Value, 6)]));
        }

        terminal.Output.WriteLine("  rho: G12/sqrt(G11 G22), exact at this width, over networks that are not dead");
        terminal.Output.WriteLine("  at an input; digits: those that two computations share");
    }

    /// <summary>The layers, a line each.</summary>
    public static string ToCsv(IReadOnlyList<AngleLayer> layers)
    {
        string quantiles = string.Concat(layers[0].Quantiles.Select(q => ",q" + Key(q.Probability)));
        StringBuilder csv = new($"layer,mean,meanError,variance,varianceError,meanAngle,meanAngleError,varianceOfAngle,varianceOfAngleError,dead,zero,one,minusOne{quantiles}\n");
        foreach (AngleLayer l in layers)
        {
            double[] values =
            [
                l.Layer, .. Moments(l).SelectMany(m => (double[])[m.Value.Value, m.Value.Error]),
                l.Dead.Value, l.Zero.Value, l.One.Value, l.MinusOne.Value, .. l.Quantiles.Select(q => q.Value.Value),
            ];
            csv.AppendJoin(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }

        return csv.ToString();
    }

    private static (string Name, LawValue Value)[] Moments(AngleLayer l) =>
        [("mean", l.Mean), ("variance", l.Variance), ("meanAngle", l.MeanAngle), ("varianceOfAngle", l.VarianceOfAngle)];

    private static JsonObject LayerToJson(AngleLayer l)
    {
        (string Name, LawValue Value)[] numbers = [.. Moments(l), ("dead", l.Dead), ("zero", l.Zero), ("one", l.One), ("minusOne", l.MinusOne)];
        JsonObject layer = new() { ["layer"] = l.Layer };
        JsonObject errors = [];
        JsonObject undefined = [];
        foreach ((string name, LawValue value) in numbers)
        {
            layer[name] = Json.Number(value.Value);
            errors[name] = Json.Number(value.Error);
            if (value.Missing is not null)
            {
                undefined[name] = value.Missing;
            }
        }

        foreach ((string name, IReadOnlyList<(double Probability, LawValue Value)> quantiles) in new[] { ("quantiles", l.Quantiles), ("angleQuantiles", l.AngleQuantiles) })
        {
            layer[name] = new JsonObject(quantiles.Select(q => KeyValuePair.Create(Key(q.Probability), Json.Number(q.Value.Value))));
            errors[name] = new JsonObject(quantiles.Select(q => KeyValuePair.Create(Key(q.Probability), Json.Number(q.Value.Error))));
            if (quantiles.Any(q => q.Value.Missing is not null))
            {
                undefined[name] = quantiles.First(q => q.Value.Missing is not null).Value.Missing;
            }
        }

        layer["error"] = Json.Number(l.Error);
        layer["errors"] = errors;
        layer["undefined"] = undefined.Count == 0 ? null : undefined;
        return layer;
    }

    /// <summary>Digits after the point that all of some numbers have: correlations and angles are of the size of 1.</summary>
    private static string Digits(LawValue[] values)
    {
        double error = values.Where(v => v.Missing is null).Select(v => v.Error).DefaultIfEmpty(double.NaN).Max();
        return error == 0 ? "exact" : double.IsNaN(error) ? "-" : Format.Number(Math.Max(0, Math.Floor(-Math.Log10(error))));
    }

    private static string Key(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

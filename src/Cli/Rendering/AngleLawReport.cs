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
    public static JsonObject ToJson(Activation activation, Initialisation start, double rho, FlowOutcome<AngleLayer> law) => InitialisationJson.Of(activation, start, ("rho", rho), withRates: false, new JsonObject
    {
        ["layers"] = new JsonArray([.. law.Layers.Select(LayerToJson)]),
        ["end"] = FlowEndNote.ToJson(law.End),
    });

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
    public static string ToCsv(IReadOnlyList<AngleLayer> layers) => LawNumbers.ToCsv(layers, Moments, l => Atoms(l).Select(a => (a.Name, a.Value.Value)));

    private static (string Name, LawValue Value)[] Moments(AngleLayer l) =>
        [("mean", l.Mean), ("variance", l.Variance), ("meanAngle", l.MeanAngle), ("varianceOfAngle", l.VarianceOfAngle)];

    private static (string Name, LawValue Value)[] Atoms(AngleLayer l) => [("dead", l.Dead), ("zero", l.Zero), ("one", l.One), ("minusOne", l.MinusOne)];

    private static JsonObject LayerToJson(AngleLayer l)
    {
        LayerLawJson json = new(l);
        foreach ((string name, LawValue value) in Moments(l).Concat(Atoms(l)))
        {
            json.Add(name, value);
        }

        json.Add("quantiles", l.Quantiles, together: true);
        json.Add("angleQuantiles", l.AngleQuantiles, together: true);
        return json.Completed(l.Error);
    }

    /// <summary>Digits after the point that all of some numbers have: correlations and angles are of the size of 1.</summary>
    private static string Digits(LawValue[] values) =>
        LawNumbers.Digits(values.Where(v => v.Missing is null).Select(v => v.Error).DefaultIfEmpty(double.NaN).Max());
}

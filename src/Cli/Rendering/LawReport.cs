using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Flow;
using Theory.Numerics.InverseWidth;

namespace Theory.Cli.Rendering;

/// <summary>The exact law of the metric as text, JSON and CSV.</summary>
internal static class LawReport
{
    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(Activation activation, Initialisation start, FlowOutcome<LawLayer> law, LawBounds bounds, FlowOutcome<MetricExpansionLayer>? expansion = null)
    {
        JsonObject json = Object(activation, start, law, bounds);
        if (expansion is not null)
        {
            json["expansion"] = new JsonObject
            {
                ["order"] = expansion.Layers[0].Order,
                ["layers"] = new JsonArray([.. expansion.Layers.Select(l => { JsonObject layer = LawOrders.ToJson(l); layer.Insert(0, "layer", l.Layer); return layer; })]),
                ["end"] = FlowEndNote.ToJson(expansion.End),
            };
        }

        return json;
    }

    private static JsonObject Object(Activation activation, Initialisation start, FlowOutcome<LawLayer> law, LawBounds bounds) => InitialisationJson.Of(activation, start, ("k1", start.K1), withRates: false, new JsonObject
    {
        ["layers"] = new JsonArray([.. law.Layers.Select(l => LayerToJson(l, bounds))]),
        ["end"] = FlowEndNote.ToJson(law.End),
    });

    /// <summary>Moments and quantiles as tables.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<LawLayer> layers, LawBounds bounds)
    {
        Tables.Write(
            terminal,
            ["layer", "mean", "variance", "skewness", "kurtosis", "digits"],
            layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer), Format.Number(l.Mean.Value, 10), Format.Number(l.Variance.Value, 10), Format.Number(l.Skewness.Value), Format.Number(l.ExcessKurtosis.Value), LawNumbers.Digits(MomentError(l)),
            ]));
        (double Probability, string Name)[] shown = [(0.01, "1 %"), (0.1, "10 %"), (0.5, "median"), (0.9, "90 %"), (0.99, "99 %")];
        shown = [.. shown.Where(s => layers[0].Quantiles.Any(q => q.Probability == s.Probability))];
        shown = shown.Length == 0 ? [.. layers[0].Quantiles.Take(5).Select(q => (q.Probability, LawNumbers.Key(q.Probability)))] : shown;
        Tables.Write(
            terminal,
            ["layer", .. shown.Select(s => s.Name), "digits"],
            layers.Select(l => (IEnumerable<string>)
            [
                Format.Number(l.Layer),
                .. shown.Select(s => Format.Number(l.Quantiles.First(q => q.Probability == s.Probability).Value.Value)),
                LawNumbers.Digits(l.Quantiles.Select(q => q.Value).Where(v => v.Missing is null && v.Value != 0).Select(v => v.RelativeError).DefaultIfEmpty(0).Max()),
            ]));
        bool lost = layers.Any(l => l.Zero.Value > 0 || l.Above.Value > 0 || l.Below.Value > 0);
        if (lost || bounds.Above.Count + bounds.Below.Count > 0)
        {
            string[] names = [.. bounds.Below.Select(b => $"P(G < {Format.Number(b)})"), .. bounds.Above.Select(b => $"P(G > {Format.Number(b)})")];
            Tables.Write(
                terminal,
                ["layer", .. lost ? (string[])["P(G = 0)", "P(underflow)", "P(overflow)"] : [], .. names],
                layers.Select(l => (IEnumerable<string>)
                [
                    Format.Number(l.Layer),
                    .. lost ? (string[])[Format.Number(l.Zero.Value, 6), Format.Number(l.Below.Value, 6), Format.Number(l.Above.Value, 6)] : [],
                    .. bounds.Below.Select(b => Known(l.Probability(b))), .. bounds.Above.Select(b => Known(Complement(l.Probability(b)))),
                ]));
        }

        terminal.Output.WriteLine("  G: the stochastic metric, exact at this width; digits: those that two");
        terminal.Output.WriteLine("  computations with different settings share");
    }

    /// <summary>The layers, a line each.</summary>
    public static string ToCsv(IReadOnlyList<LawLayer> layers) => LawNumbers.ToCsv(layers, Moments, l => [("zero", l.Zero.Value), ("below", l.Below.Value), ("above", l.Above.Value)]);

    private static (string Name, LawValue Value)[] Moments(LawLayer l) =>
        [("mean", l.Mean), ("variance", l.Variance), ("thirdCumulant", l.ThirdCumulant), ("fourthCumulant", l.FourthCumulant)];

    private static JsonObject LayerToJson(LawLayer l, LawBounds bounds)
    {
        LayerLawJson json = new(l);
        foreach ((string name, LawValue value) in Moments(l))
        {
            json.Add(name, value);
        }

        json.Add("skewness", l.Skewness);
        json.Add("kurtosis", l.ExcessKurtosis);
        json.Add("quantiles", l.Quantiles, together: false);
        json.Add("output", [("variance", l.Mean), ("kurtosis", l.OutputKurtosis), ("sixthCumulant", l.OutputSixthCumulant)]);
        json.Add("zero", l.Zero);
        json.Add("underflow", l.Below);
        json.Add("overflow", l.Above);
        if (bounds.Above.Count > 0)
        {
            json.Add("above", bounds.Above.Select(b => (LawNumbers.Key(b), Complement(l.Probability(b)))));
        }

        if (bounds.Below.Count > 0)
        {
            json.Add("below", bounds.Below.Select(b => (LawNumbers.Key(b), l.Probability(b))));
        }

        return json.Completed(l.Error);
    }

    private static LawValue Complement(LawValue probability) => probability with { Value = 1 - probability.Value };

    /// <summary>The digits of a probability that its error leaves, six at most.</summary>
    private static string Known(LawValue probability)
    {
        double digits = probability.Value == 0 || probability.Error == 0 ? 6 : Math.Floor(-Math.Log10(probability.RelativeError));
        return digits < 1 ? string.Create(CultureInfo.InvariantCulture, $"< {probability.Value + probability.Error:G1}") : Format.Number(probability.Value, (int)Math.Min(6, digits));
    }

    /// <summary>The largest error of those moments that have a value; NaN where none has.</summary>
    private static double MomentError(LawLayer l)
    {
        LawValue[] known = [.. ((LawValue[])[l.Mean, l.Variance, l.ThirdCumulant]).Where(v => v.Missing is null)];
        return known.Length == 0 ? double.NaN : known.Where(v => v.Value != 0).Select(v => v.RelativeError).DefaultIfEmpty(0).Max();
    }
}

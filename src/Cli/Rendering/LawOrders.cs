using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.InverseWidth;

namespace Theory.Cli.Rendering;

/// <summary>The expansion in 1/n of the law of the metric, order by order, beside the exact law.</summary>
internal static class LawOrders
{
    private static readonly (int Cumulant, string Name, string Key, Func<LawLayer, LawValue> Exact)[] Shown =
    [
        (1, "mean", "mean", l => l.Mean), (2, "variance", "variance", l => l.Variance), (3, "third cumulant", "thirdCumulant", l => l.ThirdCumulant), (4, "fourth cumulant", "fourthCumulant", l => l.FourthCumulant),
    ];

    /// <summary>Correct digits of the sums as tables, of mean and variance.</summary>
    public static void Write(Terminal terminal, IReadOnlyList<MetricExpansionLayer> expansion, IReadOnlyList<LawLayer> law)
    {
        int highest = expansion[0].Order;
        foreach ((int cumulant, string name, _, Func<LawLayer, LawValue> exact) in Shown.Take(2))
        {
            terminal.Output.WriteLine($"  correct digits of the {name} summed to order 1/n, 1/n^2, ...");
            Tables.Write(
                terminal,
                ["layer", "V/(nK^2)", .. Enumerable.Range(1, highest).Select(p => Format.Number(p)), .. highest > 1 ? (string[])["Padé"] : []],
                expansion.Zip(law).Skip(1).Select(l => (IEnumerable<string>)
                [
                    Format.Number(l.First.Layer), Format.Number(l.First.RelativeFluctuation, 2),
                    .. Enumerable.Range(1, highest).Select(p => Distance(l.First.Sum(cumulant, p), exact(l.Second))),
                    .. highest > 1 ? (string[])[Distance(l.First.Pade(cumulant), exact(l.Second))] : [],
                ]));
        }

        terminal.Output.WriteLine("  >: as many as are known of the exact one and of the sum; Padé: a ratio of");
        terminal.Output.WriteLine("  polynomials in 1/n with this expansion, - where it has a pole on the way");
    }

    /// <summary>The coefficients and sums of a layer.</summary>
    public static JsonObject ToJson(MetricExpansionLayer layer)
    {
        JsonObject json = new() { ["kernel"] = Json.Number(layer.K), ["relativeFluctuation"] = Json.Number(layer.RelativeFluctuation) };
        foreach ((int cumulant, _, string key, _) in Shown.Where(s => s.Cumulant <= layer.Order + 1))
        {
            LawValue[] coefficients = [.. Enumerable.Range(0, layer.Order + 1).Select(p => p > 0 && p < MetricExpansionLayer.Leading(cumulant) ? new LawValue(0, 0) : layer.Coefficient(cumulant, p))];
            json[key] = new JsonObject
            {
                ["coefficients"] = Numbers(coefficients.Select(c => c.Value)),
                ["errors"] = Numbers(coefficients.Select(c => c.Error)),
                ["sums"] = Numbers(Enumerable.Range(1, layer.Order).Select(p => layer.Sum(cumulant, p).Value)),
                ["pade"] = Json.Number(layer.Pade(cumulant).Value),
            };
        }

        return json;
    }

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => Json.Number(v))]);

    /// <summary>-log10 of a relative distance, 0 where nothing is right.</summary>
    private static string Digits(double distance) => Math.Max(0, -Math.Log10(distance)).ToString("F1", CultureInfo.InvariantCulture);

    private static string Distance(LawValue sum, LawValue exact)
    {
        if (sum.Missing is not null || exact.Missing is not null || exact.Value == 0)
        {
            return "-";
        }

        double distance = Math.Abs(sum.Value - exact.Value);
        double known = sum.Error + exact.Error;
        return distance > known ? Digits(distance / Math.Abs(exact.Value)) : $">{Digits(known / Math.Abs(exact.Value))}";
    }
}

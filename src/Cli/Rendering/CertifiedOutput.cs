using Theory.Experiments.Reporting;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Expectations;
using Theory.Numerics.Certified;

namespace Theory.Cli.Rendering;

/// <summary>Enclosures of expectations as JSON and as a table.</summary>
internal static class CertifiedOutput
{
    /// <summary>Adds the enclosures, or null with a reason, to the JSON of a point.</summary>
    public static void AddTo(JsonObject point, double cw, CertifiedValues values, IReadOnlyList<Quantity> quantities)
    {
        JsonObject enclosures = [];
        JsonObject reasons = [];
        foreach (Quantity quantity in quantities)
        {
            CertifiedValue value = Scaled(values, quantity, cw);
            enclosures[quantity.Key] = value.IsEnclosed ? new JsonArray(Decimal(value.Lower, -1), Decimal(value.Upper, 1)) : null;
            if (value.Reason is not null)
            {
                reasons[quantity.Key] = value.Reason;
            }
        }

        point["certified"] = enclosures;
        point["certifiedReasons"] = reasons;
    }

    /// <summary>One row for each enclosure.</summary>
    public static void Write(Terminal terminal, double cw, IReadOnlyList<CertifiedValues> points, IReadOnlyList<Quantity> quantities)
    {
        Tables.Write(terminal, ["K", "quantity", "at least", "at most", "rel. width"], points.SelectMany(p => quantities.Select(q => Row(p, q, cw))));
        foreach (string reason in points.SelectMany(p => quantities.Where(q => p[q].Reason is not null).Select(q => $"  - {q} at K = {Format.Number(p.K)}: {p[q].Reason}")))
        {
            terminal.Output.WriteLine(reason);
        }

        terminal.Output.WriteLine("  proven in interval arithmetic; see docs/precision.md");
    }

    private static IEnumerable<string> Row(CertifiedValues point, Quantity quantity, double cw)
    {
        CertifiedValue value = Scaled(point, quantity, cw);
        string k = Format.Number(point.K);
        return value.IsEnclosed
            ? [k, quantity.Symbol, Format.Number(Outward(value.Lower, -1), 17), Format.Number(Outward(value.Upper, 1), 17), value.RelativeWidth == 0 ? "0" : Format.Bound(value.RelativeWidth)]
            : [k, quantity.Symbol, "-", "-", "-"];
    }

    private static CertifiedValue Scaled(CertifiedValues point, Quantity quantity, double cw) =>
        point[quantity] is { IsEnclosed: true } value && quantity.CwPower == 1 && cw != 1 ? value.Times(cw) : point[quantity];

    private static JsonNode? Decimal(double value, int direction) => Json.Number(Outward(value, direction));

    /// <summary>One unit outward, so that the shortest decimals, which are within half a unit, are bounds as well; whole numbers are printed exactly.</summary>
    private static double Outward(double value, int direction) => value == Math.Floor(value) && Math.Abs(value) < 1e15 ? value
        : direction < 0 ? Math.BitDecrement(value) : Math.BitIncrement(value);
}

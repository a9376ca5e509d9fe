using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Numerics.Audits;

namespace Theory.Cli.Rendering;

/// <summary>Several networks of one shape, as text and JSON.</summary>
internal static class EnsembleAuditReport
{
    /// <summary>The table.</summary>
    public static void Write(TextWriter text, EnsembleAudit ensemble)
    {
        text.WriteLine($"{ensemble.Networks.Count} networks of one shape");
        text.WriteLine("layer      C_b      C_W     s.e.        K     s.e.   theory  var K/K^2   drawn");
        foreach (EnsembleLayer l in ensemble.Layers)
        {
            text.WriteLine(
                $"{l.Layer,5}{Cell(l.Cb, 9)}{Cell(l.Cw, 9)}{Cell(l.CwError, 9, 2)}{Cell(l.K, 9)}{Cell(l.KError, 9, 2)}{Cell(l.TheoryK, 9)}{Cell(l.Fluctuation, 11)}{$"{l.LooksDrawn}/{ensemble.Networks.Count}",8}");
        }

        text.WriteLine();
    }

    /// <summary>The JSON object.</summary>
    public static JsonObject ToJson(EnsembleAudit ensemble, IReadOnlyList<string> files) => new()
    {
        ["networks"] = ensemble.Networks.Count,
        ["files"] = new JsonArray([.. files.Select(f => (JsonNode)f)]),
        ["states"] = new JsonArray([.. ensemble.Networks.Select(n => (JsonNode)(n.LooksDrawn ? "initialisation" : "trained"))]),
        ["layers"] = new JsonArray([.. ensemble.Layers.Select(l => new JsonObject
        {
            ["layer"] = l.Layer,
            ["cb"] = Json.Number(l.Cb),
            ["cw"] = Json.Number(l.Cw),
            ["cwError"] = Json.Number(l.CwError),
            ["K"] = Json.Number(l.K),
            ["KError"] = Json.Number(l.KError),
            ["theoryK"] = Json.Number(l.TheoryK),
            ["fluctuation"] = Json.Number(l.Fluctuation),
            ["looksDrawn"] = l.LooksDrawn,
        })]),
    };

    private static string Cell(double value, int width, int digits = 3) => Format.Number(value, digits).PadLeft(width);
}

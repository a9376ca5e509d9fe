using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Numerics.PhaseDiagrams;

namespace Theory.Cli.Rendering;

/// <summary>A phase diagram as JSON.</summary>
internal static class PhaseReport
{
    /// <summary>Axes, one row of cells for each C_b as phases and chi_perp, boundaries and contours.</summary>
    public static JsonObject ToJson(PhaseDiagram diagram) => new()
    {
        [diagram.Network is null ? "activation" : "network"] = diagram.Title,
        ["cw"] = Numbers(diagram.Cw),
        [Ordinate(diagram)] = Numbers(diagram.Cb),
        ["phases"] = Rows(diagram, c => Name(c.Phase)),
        ["K"] = Rows(diagram, c => Json.Number(c.K)),
        ["chiParallel"] = Rows(diagram, c => Json.Number(c.ChiParallel)),
        ["chiPerp"] = Rows(diagram, c => Json.Number(c.ChiPerp)),
        ["everywhereCritical"] = diagram.IsCriticalEverywhere,
        ["boundary"] = ToJson(diagram.Boundary, Ordinate(diagram)),
        ["contours"] = new JsonArray([.. diagram.Contours.Select(c => ToJson(c, Ordinate(diagram)))]),
        ["divergence"] = new JsonArray([.. diagram.DivergenceBoundary.Select(p => new JsonObject { ["cw"] = Json.Number(p.Cw), [Ordinate(diagram)] = Json.Number(p.Cb) })]),
        ["searched"] = ClassificationReport.Searched(diagram.Searched),
        ["criticalPoints"] = new JsonArray([.. diagram.CriticalPoints.Select(p => new JsonObject { ["K"] = Json.Number(p.K), ["cb"] = Json.Number(p.Cb), ["cw"] = Json.Number(p.Cw) })]),
    };

    /// <summary>The name of the ordinate in the contract.</summary>
    public static string Ordinate(PhaseDiagram diagram) => diagram.Ordinate == PhaseOrdinate.BranchFactor ? "beta" : "cb";

    /// <summary>The name of the ordinate in texts.</summary>
    public static string OrdinateText(PhaseDiagram diagram) => diagram.Ordinate == PhaseOrdinate.BranchFactor ? "beta" : "C_b";

    private static JsonObject ToJson(PhaseContour contour, string ordinate) => new()
    {
        ["chiPerp"] = contour.ChiPerp,
        ["depth"] = Json.Number(contour.Depth),
        ["segments"] = new JsonArray([.. contour.Segments.Select(s => new JsonArray([.. s.Select(p =>
            new JsonObject { ["K"] = Json.Number(p.K), ["cw"] = Json.Number(p.Cw), [ordinate] = Json.Number(p.Cb), ["chiParallel"] = Json.Number(p.ChiParallel) })]))]),
    };

    private static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(Json.Number)];

    private static JsonArray Rows(PhaseDiagram diagram, Func<PhaseCell, JsonNode?> value) =>
        [.. Enumerable.Range(0, diagram.Cb.Count).Select(j => new JsonArray([.. diagram.Cells.Select(column => value(column[j]))]))];

    /// <summary>The name of a phase in the contract.</summary>
    public static string Name(Phase phase) => phase.ToString().ToLowerInvariant();
}

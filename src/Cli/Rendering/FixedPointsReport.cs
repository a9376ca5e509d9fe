using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Numerics.Criticality;

namespace Theory.Cli.Rendering;

/// <summary>Fixed points as JSON.</summary>
internal static class FixedPointsReport
{
    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(FixedPointAnalysis a) => new()
    {
        ["activation"] = a.Activation.Name,
        ["cb"] = a.Cb,
        ["cw"] = a.Cw,
        ["everyKernelIsFixed"] = a.EveryKernelIsFixed,
        ["searched"] = ClassificationReport.Searched(a.Searched),
        ["proven"] = a.IsProven,
        ["undecidedBeyond"] = Json.Number(a.UndecidedBeyond),
        ["fixedPoints"] = new JsonArray([.. a.FixedPoints.Select(ToJson)]),
        ["attracting"] = a.Attracting is { } attracting ? ToJson(attracting) : null,
        ["chiParallelExcess"] = Json.Number(a.ParallelExcess),
        ["chiPerpExcess"] = Json.Number(a.PerpendicularExcess),
        ["nearestCritical"] = a.NearestCritical is { } p
            ? new JsonObject { ["K"] = Json.Number(p.K), ["cb"] = p.Cb, ["cw"] = p.Cw, ["distance"] = Json.Number(a.CriticalDistance) }
            : null,
        ["nearestEdge"] = a.NearestEdge is { } e
            ? new JsonObject { ["K"] = e.K, ["cb"] = e.Cb, ["cw"] = e.Cw, ["chiParallel"] = e.ChiParallel, ["distance"] = Json.Number(a.EdgeDistance) }
            : null,
    };

    private static JsonObject ToJson(FixedPoint point) => new()
    {
        ["K"] = point.K,
        ["stability"] = StabilityNames.Name(point.Stability),
        ["approachedFrom"] = StabilityNames.ApproachedFrom(point.Stability, point.K),
        ["mergedWithinRounding"] = point.IsMergedWithinRounding,
        ["chiParallel"] = Json.Number(point.ChiParallel),
        ["chiPerp"] = Json.Number(point.ChiPerp),
        ["xiParallel"] = Json.Number(point.ParallelDepth),
        ["xiPerp"] = Json.Number(point.PerpendicularDepth),
    };
}

using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Criticality;

namespace Theory.Cli.Rendering;

/// <summary>A classification as text and JSON.</summary>
internal static class ClassificationReport
{
    /// <summary>Longer exact constants are shown as decimal numbers only.</summary>
    private const int LongestExact = 60;

    /// <summary>The JSON object of the contract.</summary>
    /// <param name="classification">The classification.</param>
    /// <param name="basins">What each critical point attracts, where that was asked for.</param>
    public static JsonObject ToJson(Classification classification, IReadOnlyList<BasinOfAttraction?>? basins = null) => new()
    {
        ["activation"] = classification.Activation.Name,
        ["class"] = Name(classification.Class),
        ["criticalPoints"] = new JsonArray([.. classification.CriticalPoints.Select((p, i) => PointToJson(p, basins?[i]))]),
        ["a1"] = Json.Number(classification.A1),
        ["b1"] = Json.Number(classification.B1),
        ["a1Exact"] = classification.A1?.ToString(),
        ["b1Exact"] = classification.B1?.ToString(),
        ["constantRatio"] = Json.Number(classification.ConstantRatio),
        ["reason"] = classification.Reason,
        ["searched"] = Searched(classification.Searched),
        ["proven"] = classification.IsProven,
    };

    /// <summary>The kernels among which fixed points were looked for.</summary>
    public static JsonObject? Searched(SearchedRange? range) => range is { } r ? new JsonObject { ["from"] = r.From, ["to"] = Json.Number(r.To) } : null;

    /// <summary>The definition, the class with its reason, and the critical points.</summary>
    /// <param name="classification">The classification.</param>
    /// <param name="basins">What each critical point attracts, where that was asked for.</param>
    public static string ToText(Classification classification, IReadOnlyList<BasinOfAttraction?>? basins = null) => string.Join(
        Environment.NewLine,
        classification.Activation.Title, "", Line(classification), "", PointsText(classification, basins));

    /// <summary>The critical points, one a line.</summary>
    private static string PointsText(Classification classification, IReadOnlyList<BasinOfAttraction?>? basins)
    {
        StringWriter text = new();
        foreach ((int i, CriticalPoint point) in classification.CriticalPoints.Index())
        {
            string k = point.K is not double value ? "every K" : point.ExactK is { } exact and not Number ? $"K* = {exact} = {Format.Number(value, 10)}" : $"K* = {Format.Number(value, 10)}";
            string cw = point.ExactCw is { } w and not Number && w.ToString().Length <= LongestExact ? $"{w} = {Format.Number(point.Cw, 10)}" : Format.Number(point.Cw, 10);
            text.WriteLine($"  {k}   C_b = {Format.Number(point.Cb, 10)}   C_W = {cw}   {StabilityNames.Describe(point.Stability)}{Attracts(basins?[i])}");
        }

        if (classification.A1 is Expr a1)
        {
            text.WriteLine($"  at K* = 0: a1 = {a1}, b1 = {classification.B1}");
        }

        if (!classification.IsProven && classification.Searched is { } range)
        {
            text.WriteLine($"  searched: {range}; not proven to be all");
        }

        return text.ToString();
    }

    /// <summary>Class and reason in one line.</summary>
    public static string Line(Classification classification) => $"Universality class: {Name(classification.Class)}. {classification.Reason}.";

    /// <summary>The name of a class in the contract.</summary>
    public static string Name(UniversalityClass kind) => kind switch
    {
        UniversalityClass.ScaleInvariant => "scale-invariant",
        UniversalityClass.ZeroKernel => "K*=0",
        UniversalityClass.HalfStable => "half-stable",
        _ => "none",
    };

    private static string Attracts(BasinOfAttraction? basin) => basin switch
    {
        null => "",
        { UndecidedBeyond: double known } => $", attracts {Above(basin.From)}K < {Format.Number(known, 10)} at least",
        { To: double.PositiveInfinity } => $", attracts {(basin.From == 0 ? "every K" : $"K > {Format.Number(basin.From, 10)}")}{(basin.IsProven ? "" : " searched")}",
        _ => $", attracts {Above(basin.From)}K < {Format.Number(basin.To, 10)}",
    };

    private static string Above(double from) => from == 0 ? "" : $"{Format.Number(from, 10)} < ";

    private static JsonObject PointToJson(CriticalPoint point, BasinOfAttraction? basin) => new()
    {
        ["K"] = Json.Number(point.K),
        ["cb"] = Json.Number(point.Cb),
        ["cw"] = Json.Number(point.Cw),
        ["stability"] = StabilityNames.Name(point.Stability),
        ["approachedFrom"] = StabilityNames.ApproachedFrom(point.Stability, point.K),
        ["everyK"] = point.K is null,
        ["KExact"] = point.ExactK?.ToString(),
        ["cwExact"] = point.ExactCw?.ToString(),
        ["basin"] = basin is null ? null : new JsonObject { ["from"] = basin.From, ["to"] = Json.Number(basin.To), ["undecidedBeyond"] = Json.Number(basin.UndecidedBeyond), ["proven"] = basin.IsProven },
    };
}

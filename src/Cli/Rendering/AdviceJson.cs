using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Experiments.Reporting;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Rendering;

/// <summary>Advice as JSON and CSV.</summary>
internal static class AdviceJson
{
    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject Of(Recommendation r, AdviceRequest request) => new()
    {
        ["activation"] = r.Activation.Name,
        ["appliedActivation"] = request.Applied(r.Activation).Name,
        ["operatingPoint"] = request.Point?.Point,
        ["operatingPointValue"] = request.Point?.Value,
        ["width"] = r.Options.Width,
        ["depth"] = r.Options.Depth,
        ["inputScale"] = r.Options.InputScale,
        ["inputCorrelation"] = r.Options.InputCorrelation,
        ["inputWidth"] = request.InputWidth,
        ["outputWidth"] = request.OutputWidth,
        ["outputVariance"] = r.Options.OutputVariance,
        ["feasible"] = r.IsFeasible,
        ["kind"] = AdviceReport.Name(r.Kind),
        ["class"] = ClassificationReport.Name(r.Classification.Class),
        ["k1"] = r.K1,
        ["cb"] = r.Cb,
        ["cw"] = r.Cw,
        ["layers"] = new JsonArray([.. r.Layers.Select((l, i) => new JsonObject
        {
            ["layer"] = l.Layer,
            ["cb"] = l.Cb,
            ["cw"] = l.Cw,
            ["fanIn"] = request.FanIn(l.Layer),
            ["std"] = request.WeightDeviation(l),
            ["biasStd"] = Math.Sqrt(l.Cb),
            ["gain"] = Math.Sqrt(l.Cw),
            ["K"] = Json.Number(l.K),
            ["correlation"] = Json.Number(l.Correlation),
            ["relativeFluctuation"] = Json.Number(l.RelativeFluctuation),
            ["metricShift"] = Json.Number(l.MetricShift),
            ["nextOrder"] = Json.Number(l.NextOrder),
            ["excessKurtosis"] = Json.Number(l.ExcessKurtosis),
            ["logGradientGrowth"] = Json.Number(l.LogGradient),
            ["below"] = At(r.Below, i),
            ["above"] = At(r.Above, i),
        })]),
        ["kernel"] = r.K1,
        ["chiParallel"] = Json.Number(r.ChiParallel),
        ["chiPerp"] = Json.Number(r.ChiPerp),
        ["gradientRatio"] = Json.Number(r.GradientRatio),
        ["hiddenGradientRatio"] = Json.Number(r.HiddenGradientRatio),
        ["correlation"] = Json.Number(r.Correlation),
        ["excessKurtosis"] = Json.Number(r.Layers[^1].ExcessKurtosis),
        ["metricShift"] = Json.Number(r.Layers[^1].MetricShift),
        ["relativeFluctuation"] = Json.Number(r.Layers[^2].RelativeFluctuation),
        ["sufficientWidth"] = Json.Number(r.SufficientWidth),
        ["nonlinearity"] = r.Nonlinearity,
        ["depthLimit"] = r.Reach.Depth,
        ["depthLimitedBy"] = r.Reach.EndedBy,
        ["cwInterval"] = r.Interval is (double from, double to) ? new JsonArray(from, to) : null,
        ["thresholds"] = new JsonObject { ["below"] = Json.Number(r.Thresholds.Below), ["above"] = Json.Number(r.Thresholds.Above) },
        ["criteria"] = CriteriaReport.ToJson(r.Criteria),
        ["alternatives"] = new JsonArray([.. r.Alternatives.Select(a => new JsonObject
        {
            ["name"] = a.Name,
            ["k1"] = Json.Number(a.K1),
            ["cb"] = Json.Number(a.Cb),
            ["cw"] = Json.Number(a.Cw),
            ["text"] = a.Text,
        })]),
        ["reasons"] = new JsonArray([.. r.Reasons.Select(x => JsonValue.Create(x))]),
        ["commands"] = new JsonArray([.. AdviceReport.Commands(r).Select(x => JsonValue.Create(x))]),
    };

    /// <summary>The layers as CSV.</summary>
    public static string ToCsv(Recommendation r, AdviceRequest request) => Csv.Table(
        ["layer", "cb", "cw", "std", "biasStd", "K", "correlation", "relativeFluctuation", "metricShift", "excessKurtosis", "logGradientGrowth", "below", "above"],
        r.Layers.Select((l, i) => (IEnumerable<double?>)
        [
            l.Layer, l.Cb, l.Cw, request.WeightDeviation(l), Math.Sqrt(l.Cb), l.K, l.Correlation, l.RelativeFluctuation, l.MetricShift, l.ExcessKurtosis, l.LogGradient,
            Value(r.Below, i), Value(r.Above, i),
        ]));

    private static double? Value(KernelTrajectory t, int i) => i < t.Kernels.Count ? t.Kernels[i] : null;

    private static JsonNode? At(KernelTrajectory t, int i) => Json.Number(Value(t, i));
}

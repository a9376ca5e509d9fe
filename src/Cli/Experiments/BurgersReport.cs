using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Validation.Experiments;

namespace Theory.Cli.Experiments;

/// <summary>Tables of physics-informed networks.</summary>
internal static class BurgersReport
{
    /// <summary>All numbers as JSON.</summary>
    public static JsonObject ToJson(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) => new()
    {
        ["hiddenLayers"] = work.HiddenLayers,
        ["width"] = work.Width,
        ["models"] = work.Models,
        ["steps"] = work.Steps,
        ["places"] = work.Places,
        ["conditions"] = work.Conditions,
        ["optimizer"] = work.Optimizer.Name,
        ["learningRate"] = work.Optimizer.LearningRate,
        ["ensembles"] = new JsonArray([.. outcomes.Select(ToJson)]),
    };

    /// <summary>One row for each ensemble and checkpoint.</summary>
    public static string ToCsv(IReadOnlyList<BurgersOutcome> outcomes) => Csv.Table(
        ["ensemble", "step", "networks", "errorMedian", "errorLower", "errorUpper", "residualMedian", "testResidualMedian", "conditionErrorMedian"],
        outcomes.SelectMany((o, i) => o.Steps.Select((step, c) => (IEnumerable<double?>)
        [
            i + 1, step, o.Errors[c].Members, o.Errors[c].Median, o.Errors[c].Lower, o.Errors[c].Upper, o.Residuals[c].Median, o.TestResiduals[c].Median, o.ConditionErrors[c].Median,
        ])));

    /// <summary>The results after the last step.</summary>
    public static string ToText(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) => string.Join(
        Environment.NewLine,
        [
            $"u_t + u u_x = (0.01/π) u_xx with {work.HiddenLayers} hidden layers of {work.Width}, {work.Places} collocation points, {work.Conditions} initial and boundary",
            $"points, {work.Models} networks of each activation, {work.Steps} steps of {work.Optimizer.Name} at {Format.Number(work.Optimizer.LearningRate)}. Error: relative L² error against the Cole-Hopf",
            "solution on 201 × 21 points, u = 0 has 1. Residuals: root mean square of f = u_t + u u_x - (0.01/π) u_xx. Medians over networks.",
            "",
            MarkdownTable.Write(
                ["activation", "C_W", "C_b", "finite", "error: start", "end", "range", "residual", "residual elsewhere", "conditions (rms)"],
                outcomes.Select(o => (IReadOnlyList<string>)
                [
                    o.Setting.Label, Short(o.Setting.Cw), Short(o.Setting.Cb), $"{o.FinalErrors.Count} of {work.Models}", Short(o.Errors[0].Median), Short(o.FinalError),
                    o.FinalErrors.Count == 0 ? "-" : $"{Short(o.FinalErrors[0])} to {Short(o.FinalErrors[^1])}",
                    Short(o.Residuals[^1].Median), Short(o.TestResiduals[^1].Median), Short(o.ConditionErrors[^1].Median),
                ])),
        ]);

    private static JsonObject ToJson(BurgersOutcome o) => new()
    {
        ["label"] = o.Setting.Label,
        ["activation"] = o.Setting.Activation,
        ["cw"] = o.Setting.Cw,
        ["cb"] = o.Setting.Cb,
        ["diverged"] = o.Diverged,
        ["errors"] = new JsonArray([.. o.FinalErrors.Select(e => (JsonNode)e)]),
        ["checkpoints"] = new JsonArray([.. o.Steps.Select((step, c) => new JsonObject
        {
            ["step"] = step,
            ["error"] = Json.Number(o.Errors[c].Median),
            ["residual"] = Json.Number(o.Residuals[c].Median),
            ["testResidual"] = Json.Number(o.TestResiduals[c].Median),
            ["conditionError"] = Json.Number(o.ConditionErrors[c].Median),
        })]),
    };

    private static string Short(double value) => Format.Number(value, 3);
}

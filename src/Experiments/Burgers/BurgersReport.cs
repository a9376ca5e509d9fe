using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Validation.PhysicsInformed;

namespace Theory.Experiments.Burgers;

/// <summary>Tables of physics-informed networks.</summary>
internal static class BurgersReport
{
    /// <summary>All numbers as JSON.</summary>
    public static JsonObject ToJson(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) => new()
    {
        ["hiddenLayers"] = work.Size.HiddenLayers,
        ["width"] = work.Size.Width,
        ["models"] = work.Size.Models,
        ["steps"] = work.Size.Steps,
        ["lbfgsSteps"] = work.Size.LbfgsSteps,
        ["precision"] = work.Size.Precision.Name,
        ["places"] = work.Size.Places,
        ["conditions"] = work.Size.Conditions,
        ["optimizer"] = work.Optimizer.Name,
        ["learningRate"] = work.Optimizer.LearningRate,
        ["ensembles"] = new JsonArray([.. outcomes.Select(o => ToJson(work, o))]),
    };

    /// <summary>One row for each ensemble and checkpoint.</summary>
    public static string ToCsv(IReadOnlyList<BurgersOutcome> outcomes) => Csv.Table(
        [
            "ensemble", "step", "networks", "errorMedian", "errorLower", "errorUpper", "residualMedian", "residualLower", "residualUpper",
            "testResidualMedian", "testResidualLower", "testResidualUpper", "conditionErrorMedian",
        ],
        outcomes.SelectMany((o, i) => o.Steps.Select((step, c) => (IEnumerable<double?>)
        [
            i + 1, step, o.Errors[c].Members, o.Errors[c].Median, o.Errors[c].Lower, o.Errors[c].Upper,
            o.Residuals[c].Median, o.Residuals[c].Lower, o.Residuals[c].Upper,
            o.TestResiduals[c].Median, o.TestResiduals[c].Lower, o.TestResiduals[c].Upper, o.ConditionErrors[c].Median,
        ])));

    /// <summary>The initialisations, and the results after the last step.</summary>
    public static string ToText(BurgersWork work, IReadOnlyList<BurgersOutcome> outcomes) => string.Join(
        Environment.NewLine,
        [
            $"u_t + u u_x = (0.01/π) u_xx with {work.Size.HiddenLayers} hidden layers of {work.Size.Width}, {work.Size.Places} collocation points, {work.Size.Conditions} initial and boundary points;",
            $"{Networks(work)}, {Steps(work)}, {work.Size.Precision.Name}.",
            "",
            "## Before training",
            "",
            $"Inputs in [-1, 1]²{(outcomes.Any(o => o.Setting.Scaling == InputScaling.None) ? ", except raw ones in [-1, 1] × [0, 1]" : "")}. K at the inputs farthest from 0; the threshold is the unstable fixed point of",
            "the kernel, above which it grows from layer to layer.",
            "",
            MarkdownTable.Of<(BurgersSetting Setting, BurgersTheory Theory)>(
                outcomes.Select(o => (o.Setting, BurgersTheory.Of(o.Setting, work.Size))),
                new("networks", o => o.Setting.Label),
                new("C_W", o => o.Setting.Cw),
                new("C_W of layer 1", o => o.Setting.FirstCw),
                new("C_b", o => o.Setting.Cb),
                new("K(1)", o => o.Theory.First),
                new("threshold", o => o.Theory.Threshold is double k ? Format.Number(k, 3) : "none"),
                new("K(L)", o => o.Theory.Last is double last ? Format.Number(last, 3) : "explodes"),
                new("V/(nK²)", o => o.Theory.Fluctuation is double v ? Format.Number(v, 3) : "explodes")),
            "",
            "## After training",
            "",
            "Error: relative L² error against the Cole-Hopf solution on 201 × 21 points; u = 0 has 1. Residuals: root mean square of",
            "f = u_t + u u_x - (0.01/π) u_xx. Medians over the networks that remained finite.",
            "",
            MarkdownTable.Of<BurgersOutcome>(
                outcomes,
                new("networks", o => o.Setting.Label),
                new("finite", o => $"{o.FinalErrors.Count} of {work.Size.Models}"),
                new(work.Size.Steps > 0 ? $"error after {work.Optimizer.Name}" : "error at the start", o => o.Errors[AfterFirstOptimizer(work)].Median),
                new("at the end", o => o.FinalError),
                new("range", o => o.FinalErrors.Count == 0 ? "-" : $"{Format.Number(o.FinalErrors[0], 3)} to {Format.Number(o.FinalErrors[^1], 3)}"),
                new("residual", o => o.Residuals[^1].Median),
                new("residual elsewhere", o => o.TestResiduals[^1].Median),
                new("conditions (rms)", o => o.ConditionErrors[^1].Median)),
            .. outcomes.Where(o => o.Diverged > 0).Select(o => $"- {Divergence(work, o)}{(o == outcomes.Last(last => last.Diverged > 0) ? Environment.NewLine : "")}"),
        ]);

    /// <summary>The optimizers and their steps.</summary>
    public static string Steps(BurgersWork work) => string.Join(" and ", new[]
    {
        work.Size.Steps > 0 ? $"{work.Size.Steps} steps of {work.Optimizer.Name} at {Format.Number(work.Optimizer.LearningRate)}" : null,
        work.Size.LbfgsSteps > 0 ? $"{work.Size.LbfgsSteps} {(work.Size.Steps > 0 ? "" : "steps ")}of L-BFGS" : null,
    }.OfType<string>().DefaultIfEmpty("no steps"));

    /// <summary>Which networks of an ensemble ceased to be finite, and when.</summary>
    public static string Divergence(BurgersWork work, BurgersOutcome outcome)
    {
        string when = outcome.DivergedAt.All(step => step == 0) ? "at initialisation" : $"at step {string.Join(", ", outcome.DivergedAt)}";
        return $"{outcome.Setting.Label}: {outcome.Diverged} of {work.Size.Models} not finite {when}";
    }

    private static string Networks(BurgersWork work) => work.Size.Models == 1 ? "one network" : $"{work.Size.Models} networks of each kind";

    private static int AfterFirstOptimizer(BurgersWork work) => work.Checkpoints.ToList().IndexOf(work.Size.Steps);

    private static JsonObject ToJson(BurgersWork work, BurgersOutcome o)
    {
        BurgersTheory theory = BurgersTheory.Of(o.Setting, work.Size);
        return new JsonObject
        {
            ["label"] = o.Setting.Label,
            ["activation"] = o.Setting.Activation,
            ["cw"] = o.Setting.Cw,
            ["firstCw"] = o.Setting.FirstCw,
            ["cb"] = o.Setting.Cb,
            ["inputs"] = new JsonObject { ["x"] = o.Setting.Scaling.X, ["t"] = o.Setting.Scaling.T, ["tOffset"] = o.Setting.Scaling.TOffset },
            ["firstKernel"] = theory.First,
            ["thresholdKernel"] = theory.Threshold,
            ["lastKernel"] = theory.Last,
            ["diverged"] = o.Diverged,
            ["divergedAt"] = new JsonArray([.. o.DivergedAt.Select(step => (JsonNode)step)]),
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
    }
}

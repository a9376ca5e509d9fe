using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Criticality;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;

namespace Theory.Cli.Commands;

/// <summary><c>theory classify</c>: universality class and critical initialisations.</summary>
internal static class ClassifyCommand
{
    /// <summary>Longer exact constants are shown as decimal numbers only.</summary>
    private const int LongestExact = 60;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "classify",
            "Find the universality class of an activation and its critical C_b and C_W.",
            "theory classify gelu",
            """theory classify "sin(z)+z^2/4" --json""") { activation, json };
        command.SetAction(parsed =>
        {
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            Classification classification = Classifier.Classify(evaluator);
            terminal.Output.Write(parsed.GetValue(json) ? Json.Text(ToJson(classification)) : ToText(classification));
            return Application.Success;
        });
        return command;
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(Classification classification) => new()
    {
        ["activation"] = classification.Activation.Name,
        ["class"] = Name(classification.Class),
        ["criticalPoints"] = new JsonArray([.. classification.CriticalPoints.Select(PointToJson)]),
        ["a1"] = Json.Number(classification.A1),
        ["b1"] = Json.Number(classification.B1),
        ["a1Exact"] = classification.A1?.ToString(),
        ["b1Exact"] = classification.B1?.ToString(),
        ["constantRatio"] = Json.Number(classification.ConstantRatio),
        ["reason"] = classification.Reason,
        ["searched"] = FixedPointsCommand.ToJson(classification.Searched),
        ["proven"] = classification.IsProven,
    };

    /// <summary>The definition, the class with its reason, and the critical points.</summary>
    public static string ToText(Classification classification) => string.Join(
        Environment.NewLine,
        classification.Activation.Title, "", Line(classification), "", PointsText(classification));

    /// <summary>The critical points, one a line.</summary>
    private static string PointsText(Classification classification)
    {
        StringWriter text = new();
        foreach (CriticalPoint point in classification.CriticalPoints)
        {
            string k = point.K is not double value ? "every K" : point.ExactK is { } exact and not Number ? $"K* = {exact} = {Format.Number(value, 10)}" : $"K* = {Format.Number(value, 10)}";
            string cw = point.ExactCw is { } w and not Number && w.ToString().Length <= LongestExact ? $"{w} = {Format.Number(point.Cw, 10)}" : Format.Number(point.Cw, 10);
            text.WriteLine($"  {k}   C_b = {Format.Number(point.Cb, 10)}   C_W = {cw}   {Describe(point.Stability)}");
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
    private static string Name(UniversalityClass kind) => kind switch
    {
        UniversalityClass.ScaleInvariant => "scale-invariant",
        UniversalityClass.ZeroKernel => "K*=0",
        UniversalityClass.HalfStable => "half-stable",
        _ => "none",
    };

    private static string Name(FixedPointStability stability) => stability switch
    {
        FixedPointStability.Stable => "stable",
        FixedPointStability.Unstable => "unstable",
        FixedPointStability.Marginal => "marginal",
        _ => "half-stable",
    };

    private static string Describe(FixedPointStability stability) => stability switch
    {
        FixedPointStability.StableFromBelow => "half-stable: approached from below",
        FixedPointStability.StableFromAbove => "half-stable: approached from above",
        _ => Name(stability),
    };

    private static JsonObject PointToJson(CriticalPoint point) => new()
    {
        ["K"] = Json.Number(point.K),
        ["cb"] = Json.Number(point.Cb),
        ["cw"] = Json.Number(point.Cw),
        ["stability"] = Name(point.Stability),
        ["approachedFrom"] = point.Stability switch
        {
            FixedPointStability.StableFromBelow => "below",
            FixedPointStability.StableFromAbove or FixedPointStability.Stable => "above",
            _ => null,
        },
        ["everyK"] = point.K is null,
        ["KExact"] = point.ExactK?.ToString(),
        ["cwExact"] = point.ExactCw?.ToString(),
    };
}

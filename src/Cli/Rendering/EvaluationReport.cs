using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Output;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Cli.Rendering;

/// <summary>Evaluated expectations as text, JSON and CSV.</summary>
internal static class EvaluationReport
{
    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(Activation activation, double cw, IEnumerable<ExpectationValues> points) => new()
    {
        ["activation"] = activation.Name,
        ["cw"] = cw,
        ["points"] = new JsonArray([.. points.Select(p => PointToJson(cw, p))]),
    };

    /// <summary>One point of the contract.</summary>
    public static JsonObject PointToJson(double cw, ExpectationValues values)
    {
        JsonObject point = new() { ["K"] = values.K };
        JsonObject methods = [];
        JsonObject errors = [];
        JsonObject undefined = [];
        JsonObject outcomes = [];
        foreach (Quantity quantity in Quantity.All)
        {
            QuantityValue value = values[quantity];
            point[quantity.Key] = Json.Number(EvaluatedValues.Scaled(quantity, value, cw));
            if (value.IsDefined)
            {
                methods[quantity.Key] = EvaluatedValues.Name(value.Method);
                errors[quantity.Key] = Json.Number(value.RelativeError);
            }
            else
            {
                undefined[quantity.Key] = value.UndefinedBecause;
                outcomes[quantity.Key] = Name(value.Missing!.Kind);
            }
        }

        point["method"] = MethodOf(values);
        point["relativeError"] = Json.Number(WorstError(values));
        point["methods"] = methods;
        point["relativeErrors"] = errors;
        point["undefined"] = undefined;
        point["outcomes"] = outcomes;
        return point;
    }

    /// <summary>The kernels as comma-separated values.</summary>
    public static string ToCsv(double cw, IEnumerable<ExpectationValues> points) => Csv.Table(
        Quantity.All.Select(q => q.Key).Prepend("K"),
        points.Select(p => Quantity.All.Select(q => (double?)EvaluatedValues.Scaled(q, p[q], cw)).Prepend(p.K)));

    /// <summary>One line a kernel, and why values are missing.</summary>
    public static string ToText(Terminal terminal, Activation activation, double cw, ExpectationValues[] points)
    {
        terminal.Output.WriteLine($"{activation.Title}, C_W = {Format.Number(cw)}");
        Tables.Write(
            terminal.Console,
            [.. Quantity.All.Select(q => q.Symbol).Prepend("K"), "method", "error"],
            points.Select(p => (IEnumerable<string>)
                [.. Quantity.All.Select(q => Math.Abs(p[q].Value) <= p[q].AbsoluteError ? "0" : Format.Number(EvaluatedValues.Scaled(q, p[q], cw), 9)).Prepend(Format.Number(p.K)), MethodOf(p), Format.Bound(WorstError(p))]));
        return string.Concat(Reasons(points).Select(r => "  - : " + r + Environment.NewLine)) + "  error: bound of the largest relative error; --json has every value in full" + Environment.NewLine;
    }

    /// <summary>Why values are missing: of each quantity and kind the first reason, with the number of further kernels.</summary>
    private static IEnumerable<string> Reasons(ExpectationValues[] points) => Quantity.All
        .SelectMany(q => points.Select(p => p[q].Missing).OfType<NoValue>().GroupBy(m => m.Kind))
        .Select(g => g.Key == NoValueKind.Undefined || g.Count() == 1 ? g.First().Reason : $"{g.First().Reason.TrimEnd('.')} (and so at {g.Count() - 1} more)")
        .Distinct();

    private static string Name(NoValueKind kind) => kind switch
    {
        NoValueKind.Undefined => "undefined",
        NoValueKind.Diverges => "diverges",
        NoValueKind.Overflows => "overflows",
        NoValueKind.NoClosedForm => "no closed form",
        _ => "failed",
    };

    private static double WorstError(ExpectationValues values) => EvaluatedValues.WorstError(Quantity.All.Select(q => values[q]));

    private static string MethodOf(ExpectationValues values) => EvaluatedValues.Method(Quantity.All.Select(q => values[q]));
}

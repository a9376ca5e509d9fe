using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Output;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;

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

    private static JsonObject PointToJson(double cw, ExpectationValues values)
    {
        JsonObject point = new() { ["K"] = values.K };
        JsonObject methods = [];
        JsonObject errors = [];
        JsonObject undefined = [];
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
            }
        }

        point["method"] = MethodOf(values);
        point["relativeError"] = Json.Number(WorstError(values));
        point["methods"] = methods;
        point["relativeErrors"] = errors;
        point["undefined"] = undefined;
        return point;
    }

    public static string ToCsv(double cw, IEnumerable<ExpectationValues> points) => Csv.Table(
        Quantity.All.Select(q => q.Key).Prepend("K"),
        points.Select(p => Quantity.All.Select(q => (double?)EvaluatedValues.Scaled(q, p[q], cw)).Prepend(p.K)));

    public static string ToText(Terminal terminal, Activation activation, double cw, ExpectationValues[] points)
    {
        terminal.Output.WriteLine($"{activation.Title}, C_W = {Format.Number(cw)}");
        Tables.Write(
            terminal.Console,
            [.. Quantity.All.Select(q => q.Symbol).Prepend("K"), "method", "error"],
            points.Select(p => (IEnumerable<string>)
                [.. Quantity.All.Select(q => Math.Abs(p[q].Value) <= p[q].AbsoluteError ? "0" : Format.Number(EvaluatedValues.Scaled(q, p[q], cw), 9)).Prepend(Format.Number(p.K)), MethodOf(p), Format.Bound(WorstError(p))]));
        string[] reasons = [.. Quantity.All.Select(q => points[0][q].UndefinedBecause).OfType<string>().Distinct()];
        return string.Concat(reasons.Select(r => "  - : " + r + Environment.NewLine)) + "  error: bound of the largest relative error; --json has every value in full" + Environment.NewLine;
    }

    private static double WorstError(ExpectationValues values) => EvaluatedValues.WorstError(Quantity.All.Select(q => values[q]));

    private static string MethodOf(ExpectationValues values) => EvaluatedValues.Method(Quantity.All.Select(q => values[q]));
}

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
    public static JsonObject ToJson(Activation activation, double cw, IEnumerable<ExpectationValues> points, IReadOnlyList<Quantity>? quantities = null) => new()
    {
        ["activation"] = activation.Name,
        ["cw"] = cw,
        ["points"] = new JsonArray([.. points.Select(p => PointToJson(cw, p, quantities))]),
    };

    /// <summary>One point of the contract.</summary>
    public static JsonObject PointToJson(double cw, ExpectationValues values, IReadOnlyList<Quantity>? quantities = null)
    {
        JsonObject point = new() { ["K"] = values.K };
        JsonObject methods = [];
        JsonObject errors = [];
        JsonObject undefined = [];
        JsonObject outcomes = [];
        quantities ??= Quantity.All;
        foreach (Quantity quantity in quantities)
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
                outcomes[quantity.Key] = EvaluatedValues.Name(value.Missing!.Kind);
            }
        }

        point["method"] = MethodOf(values, quantities);
        point["relativeError"] = Json.Number(WorstError(values, quantities));
        point["methods"] = methods;
        point["relativeErrors"] = errors;
        point["undefined"] = undefined;
        point["outcomes"] = outcomes;
        return point;
    }

    /// <summary>The kernels as comma-separated values.</summary>
    public static string ToCsv(double cw, IEnumerable<ExpectationValues> points, IReadOnlyList<Quantity>? quantities = null) => Csv.Table(
        (quantities ?? Quantity.All).Select(q => q.Key).Prepend("K"),
        points.Select(p => (quantities ?? Quantity.All).Select(q => (double?)EvaluatedValues.Scaled(q, p[q], cw)).Prepend(p.K)));

    /// <summary>One line a kernel, and why values are missing.</summary>
    public static string ToText(Terminal terminal, Activation activation, double cw, ExpectationValues[] points, IReadOnlyList<Quantity> quantities)
    {
        terminal.Output.WriteLine($"{activation.Title}, C_W = {Format.Number(cw)}");
        Tables.Write(
            terminal,
            [.. quantities.Select(q => q.Symbol).Prepend("K"), "method", "error"],
            points.Select(p => (IEnumerable<string>)
                [.. quantities.Select(q => Underflows(p[q]) ? "~0" : Math.Abs(p[q].Value) <= p[q].AbsoluteError ? "0" : Format.Number(EvaluatedValues.Scaled(q, p[q], cw), 9)).Prepend(Format.Number(p.K)), MethodOf(p, quantities), Format.Bound(WorstError(p, quantities))]));
        string underflow = points.Any(p => quantities.Any(q => Underflows(p[q]))) ? "  ~0: too small for double precision" + Environment.NewLine : "";
        return string.Concat(Reasons(points, quantities).Select(r => "  - : " + r + Environment.NewLine)) + underflow + "  error: bound of the largest relative error; --json has every value in full" + Environment.NewLine;
    }

    /// <summary>True for a value that is not 0 as far as is known, and too small for a double.</summary>
    private static bool Underflows(QuantityValue value) => Math.Abs(value.Value) <= value.AbsoluteError && value.AbsoluteError is > 0 and < 1e-300;

    /// <summary>Why values are missing: of each quantity and kind the first reason, with the number of further kernels.</summary>
    private static IEnumerable<string> Reasons(ExpectationValues[] points, IReadOnlyList<Quantity> quantities) => quantities
        .SelectMany(q => points.Select(p => p[q].Missing).OfType<NoValue>().GroupBy(m => m.Kind))
        .Select(g => g.Key == NoValueKind.Undefined || g.Count() == 1 ? g.First().Reason : $"{g.First().Reason.TrimEnd('.')} (and so at {g.Count() - 1} more)")
        .Distinct();

    private static double WorstError(ExpectationValues values, IReadOnlyList<Quantity> quantities) => EvaluatedValues.WorstError(quantities.Select(q => values[q]));

    private static string MethodOf(ExpectationValues values, IReadOnlyList<Quantity> quantities) => EvaluatedValues.Method(quantities.Select(q => values[q]));
}

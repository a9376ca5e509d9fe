using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Correlators;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Printing;
using Symbol = Theory.Expressions.Symbol;

namespace Theory.Cli.Commands;

/// <summary><c>theory correlators</c>: moments and connected correlators of preactivations as formulas.</summary>
internal static class CorrelatorsCommand
{
    private const string Metric = "metric";
    private const string Moments = "moments";
    private const string ConnectedOnes = "connected";

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> inputs = new("inputs")
        {
            Description = "The input of each preactivation, numbers or names: 1,1,2,2; a single input unless given",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> neurons = new("--neurons")
        {
            Description = "The neuron of each preactivation: different numbers are different neurons, names stay open (i,i,j,j); a single neuron unless given",
            HelpName = "I,J,...",
        };
        Option<bool> connected = new("--connected") { Description = "The connected correlator (joint cumulant) instead of the moment" };
        Option<string> from = StandardOptions.Word(
            "--from",
            "What it is written in: metric (and vertices), moments (a connected correlator), or connected correlators (a moment)",
            Metric, Metric, Moments, ConnectedOnes);
        Option<int> order = StandardOptions.Integer("--order", "The highest power of 1/n in a moment written in the metric; 0 is infinite width", 0);
        Option<bool> even = new("--even") { Description = "With --from moments or connected: leave out odd ones, which vanish for preactivations" };
        Option<string?> with = new("--with") { Description = "Values to put in, exact", HelpName = "G_11=2,G_12=1/2,..." };
        Option<string> format = StandardOptions.Format();
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "correlators",
            "Write M-point correlators of preactivations: Wick contraction, finite-width corrections, moments and cumulants.",
            "theory correlators 1,1,2,2",
            "theory correlators 1,1,2,2 --with G_11=2,G_12=1/2,G_22=1",
            "theory correlators 1,2,3,4 --neurons i,j,k,l --connected",
            "theory correlators --neurons 1,1,2,2 --order 1",
            "theory correlators 1,2,3,4 --from moments --even --format latex") { inputs, neurons, connected, from, order, even, with, format, json };
        command.SetAction(parsed =>
        {
            CorrelatorReport report = CorrelatorReport.Of(
                CorrelatorIndex.Parse(parsed.GetValue(inputs), parsed.GetValue(neurons)),
                parsed.GetValue(from)!.ToLowerInvariant(),
                parsed.GetValue(connected),
                parsed.GetValue(order),
                parsed.GetValue(even));
            Expr? value = parsed.GetValue(with) is string text ? StandardOptions.Checked(with, text, t => SymbolValues.PutInto(report.Formula, t)) : null;
            FormulaFormat language = FormulaFormat.Named(parsed.GetValue(format)!);
            terminal.Output.Write(parsed.GetValue(json) ? Json.Text(ToJson(report, value)) : ToText(report, value, language));
            return Application.Success;
        });
        return command;
    }

    private static string ToText(CorrelatorReport report, Expr? value, FormulaFormat format)
    {
        StringWriter text = new();
        if (format == FormulaFormat.Latex)
        {
            text.WriteLine($"% {report.Statement}");
            text.WriteLine($"\\[ {report.Left.Latex} = {LatexPrinter.Print(report.Formula)} \\]");
        }
        else if (format == FormulaFormat.Text)
        {
            text.WriteLine($"{report.Left.Name} = {report.Formula}");
            text.WriteLine();
            text.WriteLine($"  {report.Statement}");
        }
        else
        {
            text.WriteLine(format.Print(report.Formula));
        }

        if (value is not null)
        {
            text.WriteLine(format == FormulaFormat.Latex ? $"\\[ = {LatexPrinter.Print(value)} \\]"
                : format == FormulaFormat.Text ? $"{Environment.NewLine}  = {value}{(Decimal(value) is double d && value is not Number { IsInteger: true } ? $" = {Format.Number(d, 15)}" : "")}"
                : format.Print(value));
        }

        return text.ToString();
    }

    private static JsonObject ToJson(CorrelatorReport report, Expr? value)
    {
        JsonObject json = new()
        {
            ["correlator"] = report.Left.Name,
            ["correlatorLatex"] = report.Left.Latex,
            ["inputs"] = new JsonArray([.. report.Indices.Select(i => (JsonNode?)i.Input)]),
            ["neurons"] = new JsonArray([.. report.Indices.Select(i => (JsonNode?)i.Neuron)]),
            ["connected"] = report.IsConnected,
            ["order"] = report.Order,
            ["statement"] = report.Statement,
            ["terms"] = report.Formula is Sum sum ? sum.Terms.Length : report.Formula.IsZero ? 0 : 1,
        };
        FormulaJson.AddTo(json, report.Formula);
        json["valueExact"] = value?.ToString();
        json["value"] = value is null ? null : Json.Number(Decimal(value));
        return json;
    }

    /// <summary>The value as a number; null when symbols remain.</summary>
    private static double? Decimal(Expr value) => value.IsConstant ? ExpressionCompiler.Compile(value, Symbol.K)(double.NaN) : null;
}

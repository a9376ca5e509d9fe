using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Numerics.Certified;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Cli.Commands;

/// <summary><c>theory evaluate</c>: numbers.</summary>
internal static class EvaluateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<string> k = new("--K") { Description = "Kernels: a list and logarithmic ranges from..to:count", HelpName = "0.1,1,10|1e-6..1e3:200", DefaultValueFactory = _ => "0.01,0.1,1,10,100" };
        Option<double?> cw = StandardOptions.Number("--cw", "C_W, which multiplies chi_par, chi_perp and h [default: 1]");
        Option<string> method = MethodOption.Create();
        Option<bool> certified = new("--certified") { Description = "Prove intervals that contain the values, in interval arithmetic (slow)" };
        Option<double?> tolerance = StandardOptions.Number("--tolerance", "With --certified: relative width of the intervals to reach [default: 1e-10]");
        Option<string[]> only = QuantityNames.Create();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV), a figure (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "evaluate",
            "Evaluate the Gaussian expectations of an activation.",
            "theory evaluate mrepu:2 --K 0.1,1,10",
            "theory evaluate tanh --K 1e-6..1e3:200 --out tanh",
            "theory evaluate tanh --K 1 --quantity s2_ds2,ds4",
            "theory evaluate \"z+sech(10000*z)\" --K 1 --certified") { activation, k, cw, only, method, certified, tolerance, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            IReadOnlyList<double> kernels = StandardOptions.Checked(k, parsed.GetRequiredValue(k), KernelValues.Parse);
            IReadOnlyList<Quantity> quantities = QuantityNames.Parse(parsed.GetValue(only));
            double factor = parsed.GetValue(cw) ?? 1;
            if (!(factor > 0))
            {
                throw new UserInputException($"--cw: C_W must be positive, got {Format.Number(factor)}");
            }

            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            EvaluationMethod chosen = MethodOption.Read(parsed, method);
            double? width = parsed.GetValue(tolerance);
            if (parsed.GetValue(certified))
            {
                if (quantities.Except(Quantity.All).FirstOrDefault() is Quantity unproven)
                {
                    throw new UserInputException($"--certified encloses {string.Join(", ", Quantity.All.Select(q => q.Key))}, not {unproven.Key}; leave --certified out for it");
                }

                return Task.FromResult(CertifiedRun.Execute(
                    terminal, evaluator, new CertifiedRun(kernels, factor, chosen, width ?? CertifiedEvaluator.DefaultTolerance, quantities), parsed.GetValue(json), folder, cancellation));
            }

            if (width is not null)
            {
                throw new UserInputException("--tolerance is the width of proven intervals; write --certified as well");
            }

            ExpectationValues[] points = [.. kernels.Select(x =>
            {
                cancellation.ThrowIfCancellationRequested();
                return evaluator.Evaluate(x, chosen, quantities);
            })];
            if (chosen == EvaluationMethod.ClosedForm && !points.Any(p => p.HasAny))
            {
                throw new UserInputException(points.SelectMany(p => quantities.Select(q => p[q].UndefinedBecause)).OfType<string>().First());
            }

            JsonObject result = ToJson(evaluator.Activation, factor, points, quantities);
            folder?.WriteText("evaluate.json", Json.Text(result));
            folder?.WriteText("evaluate.csv", ToCsv(factor, points, quantities));
            if (points.Any(p => p.HasAny) && ExpectationFigures.Drawn.All(quantities.Contains))
            {
                folder?.WriteFigure("expectations", ExpectationFigures.AgainstKernel(evaluator.Activation, factor, points));
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                terminal.Output.Write(ToText(terminal, evaluator.Activation, factor, points, quantities));
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(points.Any(p => p.HasAny) ? Application.Success : Application.RunFailed);
        });
        return command;
    }

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
            point[quantity.Key] = Json.Number(Scaled(quantity, value, cw));
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

        point["method"] = MethodOf(values, quantities);
        point["relativeError"] = Json.Number(WorstError(values, quantities));
        point["methods"] = methods;
        point["relativeErrors"] = errors;
        point["undefined"] = undefined;
        point["outcomes"] = outcomes;
        return point;
    }

    public static string ToCsv(double cw, IEnumerable<ExpectationValues> points, IReadOnlyList<Quantity>? quantities = null) => Csv.Table(
        (quantities ?? Quantity.All).Select(q => q.Key).Prepend("K"),
        points.Select(p => (quantities ?? Quantity.All).Select(q => (double?)Scaled(q, p[q], cw)).Prepend(p.K)));

    private static string ToText(Terminal terminal, Activation activation, double cw, ExpectationValues[] points, IReadOnlyList<Quantity> quantities)
    {
        terminal.Output.WriteLine($"{activation.Title}, C_W = {Format.Number(cw)}");
        Tables.Write(
            terminal.Console,
            [.. quantities.Select(q => q.Symbol).Prepend("K"), "method", "error"],
            points.Select(p => (IEnumerable<string>)
                [.. quantities.Select(q => Math.Abs(p[q].Value) <= p[q].AbsoluteError ? "0" : Format.Number(Scaled(q, p[q], cw), 9)).Prepend(Format.Number(p.K)), MethodOf(p, quantities), Format.Bound(WorstError(p, quantities))]));
        return string.Concat(Reasons(points, quantities).Select(r => "  - : " + r + Environment.NewLine)) + "  error: bound of the largest relative error; --json has every value in full" + Environment.NewLine;
    }

    /// <summary>Why values are missing: of each quantity and kind the first reason, with the number of further kernels.</summary>
    private static IEnumerable<string> Reasons(ExpectationValues[] points, IReadOnlyList<Quantity> quantities) => quantities
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

    /// <summary>The value with its factor C_W.</summary>
    public static double Scaled(Quantity quantity, QuantityValue value, double cw) => quantity.CwPower == 1 ? cw * value.Value : value.Value;

    private static double WorstError(ExpectationValues values, IReadOnlyList<Quantity> quantities) => EvaluatedValues.WorstError(quantities.Select(q => values[q]));

    private static string MethodOf(ExpectationValues values, IReadOnlyList<Quantity> quantities) => EvaluatedValues.Method(quantities.Select(q => values[q]));
}

using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Expectations.TwoInputs;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Printing;
using Theory.Printing.Documents;

namespace Theory.Cli.Commands;

/// <summary><c>theory kernel</c>: two-input expectations, as formulas and as numbers.</summary>
internal static class KernelCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<string?> k = new("--K") { Description = "K_a and K_b, the variances of z_a and z_b; one value for both [default: 1]", HelpName = "K|K_A,K_B" };
        Option<string?> rho = new("--rho") { Description = "Correlations: a list and even ranges from..to:count [default: -1,-0.9,-0.5,0,0.5,0.9,1]", HelpName = "-0.5,0.9|-1..1:201" };
        Option<string> method = MethodOption.Create();
        Option<string> format = StandardOptions.Word(
            "--format", $"How formulas are written: {string.Join(", ", FormulaFormat.All.Select(f => f.Name))}", FormulaFormat.Text.Name, [.. FormulaFormat.All.Select(f => f.Name)]);
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV), a figure (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "kernel",
            "Derive and evaluate the expectations of two inputs, <s(z_a) s(z_b)> and <s'(z_a) s'(z_b)>. Formulas when no number is given.",
            "theory kernel relu",
            "theory kernel mrepu:2 --K 0.5,2 --rho 0.9",
            "theory kernel tanh --K 1 --rho -1..1:201 --out tanh-kernel") { activation, k, rho, method, format, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            bool isNumeric = folder is not null || parsed.GetValue(k) is not null || parsed.GetValue(rho) is not null;
            Activation s = Activation.Parse(parsed.GetRequiredValue(activation));
            if (!isNumeric)
            {
                TwoInputDerivation derivation = TwoInputDerivation.Of(s, cancellation: cancellation);
                terminal.Output.Write(parsed.GetValue(json)
                    ? Json.Text(new JsonObject { ["activation"] = s.Name, ["closedForms"] = FormulasToJson(derivation) })
                    : TwoInputListing.Write(derivation, FormulaFormat.Named(parsed.GetValue(format)!)));
                return Task.FromResult(ExitCode.Success);
            }

            double[] variances = StandardOptions.Checked(k, parsed.GetValue(k) ?? "1", NumberList.Parse);
            Require.That(variances.Length <= 2, $"--K takes K_a and K_b here, and {variances.Length} values are given");
            (double varianceA, double varianceB) = (variances[0], variances[^1]);
            IReadOnlyList<double> correlations = StandardOptions.Checked(rho, parsed.GetValue(rho) ?? "-1,-0.9,-0.5,0,0.5,0.9,1", CorrelationValues.Parse);
            EvaluationMethod chosen = MethodOption.Read(parsed, method);
            TwoInputEvaluator evaluator = new(s);
            TwoInputValues[] points = [.. correlations.Select(r =>
            {
                cancellation.ThrowIfCancellationRequested();
                return evaluator.Evaluate(varianceA, varianceB, r, chosen, cancellation);
            })];
            bool hasAny = points.Any(p => Both(p).Any(v => v.IsDefined));
            if (chosen == EvaluationMethod.ClosedForm && !hasAny)
            {
                throw new UserInputException(Reasons(points).First());
            }

            JsonObject result = ToJson(evaluator, points);
            folder?.WriteText("kernel.json", Json.Text(result));
            folder?.WriteText("kernel.csv", Csv.Table(["ka", "kb", "rho", "ss", "dsds"], points.Select(p => (double?[])[p.Ka, p.Kb, p.Rho, p.KernelProduct.Value, p.DerivativeProduct.Value])));
            if (hasAny)
            {
                folder?.WriteFigure("kernel", KernelFigures.AgainstCorrelation(s, points));
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                WriteText(terminal, s, points);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(hasAny ? ExitCode.Success : ExitCode.RunFailed);
        });
        return command;
    }

    /// <summary>The JSON object of the contract: an array of points; the values of an only correlation stand beside it as well.</summary>
    private static JsonObject ToJson(TwoInputEvaluator evaluator, TwoInputValues[] points)
    {
        JsonObject json = new() { ["activation"] = evaluator.Activation.Name, ["ka"] = points[0].Ka, ["kb"] = points[0].Kb };
        if (points.Length == 1)
        {
            foreach ((string key, JsonNode? value) in PointToJson(points[0]).ToArray())
            {
                json[key] = value?.DeepClone();
            }
        }
        json["points"] = new JsonArray([.. points.Select(PointToJson)]);
        json["closedForms"] = FormulasToJson(evaluator.Derivation);
        return json;
    }

    private static JsonObject PointToJson(TwoInputValues point) => new()
    {
        ["rho"] = point.Rho,
        ["ss"] = Json.Number(point.KernelProduct.Value),
        ["dsds"] = Json.Number(point.DerivativeProduct.Value),
        ["method"] = MethodOf(point),
        ["relativeError"] = Json.Number(WorstError(point)),
        ["absoluteErrors"] = new JsonObject
        {
            ["ss"] = Json.Number(point.KernelProduct.AbsoluteError),
            ["dsds"] = Json.Number(point.DerivativeProduct.AbsoluteError),
        },
        ["undefined"] = Both(point).Select(v => v.UndefinedBecause).OfType<string>().FirstOrDefault(),
        ["outcomes"] = new JsonObject(TwoInputQuantity.All.Zip(Both(point)).Where(p => !p.Second.IsDefined)
            .Select(p => KeyValuePair.Create(p.First.Key, (JsonNode?)EvaluatedValues.Name(p.Second.Missing!.Kind)))),
    };

    private static JsonObject FormulasToJson(TwoInputDerivation derivation) => new(TwoInputQuantity.All.Select(q =>
    {
        TwoInputForm form = derivation[q];
        JsonObject json = new()
        {
            ["closedForm"] = form.Formula is not null,
            ["reason"] = form.Reason,
            ["condition"] = form.Condition,
            ["definition"] = q.Definition,
            ["equalInputs"] = form.Coincident?.ToString(),
            ["oppositeInputs"] = form.Antipodal?.ToString(),
        };
        foreach (FormulaFormat format in FormulaFormat.All)
        {
            bool isRead = format == FormulaFormat.Text || format == FormulaFormat.Latex || format == FormulaFormat.MathMl;
            json[format.Name] = form.Formula is null ? null : format.TryPrint(isRead ? form.Formula : form.InCorrelation!);
        }

        return KeyValuePair.Create(q.Key, (JsonNode?)json);
    }));

    private static void WriteText(Terminal terminal, Activation activation, TwoInputValues[] points)
    {
        terminal.Output.WriteLine($"{activation.Title}, K_a = {Format.Number(points[0].Ka)}, K_b = {Format.Number(points[0].Kb)}, C_W = 1");
        Tables.Write(
            terminal,
            ["rho", "<s s>", "<s' s'>", "method", "error"],
            points.Select(p => (IEnumerable<string>)[Format.Correlation(p.Rho), Cell(p.KernelProduct), Cell(p.DerivativeProduct), MethodOf(p), Format.Bound(WorstError(p))]));
        foreach (string reason in Reasons(points))
        {
            terminal.Output.WriteLine($"  - : {reason}");
        }

        terminal.Output.WriteLine("  error: bound of the larger relative error; --json has every value in full");
    }

    /// <summary>A value that vanishes but for rounding is shown as 0.</summary>
    private static string Cell(QuantityValue value) => Math.Abs(value.Value) <= value.AbsoluteError ? "0" : Format.Number(value.Value, 13);

    private static double WorstError(TwoInputValues point) => EvaluatedValues.WorstError(Both(point));

    private static string MethodOf(TwoInputValues point) => EvaluatedValues.Method(Both(point));

    private static QuantityValue[] Both(TwoInputValues point) => [point.KernelProduct, point.DerivativeProduct];

    /// <summary>Why values are missing: of each expectation and kind the first reason.</summary>
    private static IEnumerable<string> Reasons(TwoInputValues[] points) => points.SelectMany(p => TwoInputQuantity.All.Zip(Both(p)))
        .Where(p => !p.Second.IsDefined)
        .DistinctBy(p => (p.First, p.Second.Missing!.Kind))
        .Select(p => p.Second.Missing!.Reason)
        .Distinct();
}

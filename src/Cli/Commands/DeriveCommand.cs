using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Expectations;
using Theory.Numerics.Compilation;
using Theory.Printing;

namespace Theory.Cli.Commands;

/// <summary><c>theory derive</c>: closed forms.</summary>
internal static class DeriveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<string> format = StandardOptions.Word("--format", "Form of the formulas", "text", "text", "latex");
        Option<bool> explain = new("--explain") { Description = "Show the steps of each derivation" };
        Option<string?> only = new("--quantity") { Description = "Only these, separated by commas", HelpName = string.Join(",", Quantity.All.Select(q => q.Key)) };
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "derive",
            "Derive the Gaussian expectations of an activation in closed form.",
            "theory derive mrepu:2",
            "theory derive gelu --explain --quantity g",
            """theory derive "max(0,z)-0.1*max(0,-z)" --format latex""") { activation, format, explain, only, json };
        command.SetAction(parsed =>
        {
            Derivation derivation = Derivation.Of(Activation.Parse(parsed.GetRequiredValue(activation)));
            if (derivation.Activation.FreeParameters.Count == 0 && Quantity.All.Any(q => derivation[q] is { Formula: null, IsUndefined: false }))
            {
                // What has no closed form must at least be a function, unlike log(z).
                ActivationCompiler.Compile(derivation.Activation);
            }

            if (parsed.GetValue(explain))
            {
                ExplainedDerivation explained = new(derivation, QuantityNames.Parse(parsed.GetValue(only)));
                terminal.Output.Write(parsed.GetValue(json)
                    ? Json.Text(explained.ToJson())
                    : explained.ToText(parsed.GetValue(format)!.Equals("latex", StringComparison.OrdinalIgnoreCase)));
                return Application.Success;
            }

            terminal.Output.Write(parsed.GetValue(json)
                ? Json.Text(ToJson(derivation))
                : ToText(derivation, parsed.GetValue(format)!.Equals("latex", StringComparison.OrdinalIgnoreCase)));
            return Application.Success;
        });
        return command;
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(Derivation derivation) => new()
    {
        ["activation"] = derivation.Activation.Name,
        ["definition"] = derivation.Activation.Definition.ToString(),
        ["pieces"] = new JsonArray([.. derivation.Activation.Pieces.Select(PieceToJson)]),
        ["quantities"] = new JsonObject(Quantity.All.Select(q => KeyValuePair.Create(q.Key, (JsonNode?)QuantityToJson(q, derivation[q])))),
    };

    /// <summary>Definition, pieces and formulas as text or LaTeX.</summary>
    public static string ToText(Derivation derivation, bool latex)
    {
        Activation activation = derivation.Activation;
        StringWriter text = new();
        text.WriteLine(Heading(activation));
        if (activation.Pieces.Count > 1)
        {
            text.WriteLine();
            int width = activation.Pieces.Max(p => Interval(p).Length);
            foreach (Piece piece in activation.Pieces)
            {
                text.WriteLine($"  {Interval(piece).PadRight(width)}   {piece.Expression}");
            }
        }

        text.WriteLine();
        text.WriteLine("Gaussian expectations, z ~ N(0, K), at C_W = 1 (chi_par, chi_perp and h are proportional to C_W):");
        text.WriteLine();
        string[] reasons = [.. Quantity.All.Select(q => derivation[q].Reason).OfType<string>().Distinct()];
        foreach (Quantity quantity in Quantity.All)
        {
            ClosedForm form = derivation[quantity];
            string formula = form.Formula is null
                ? (form.IsUndefined ? "undefined" : "no closed form") + $" [{Array.IndexOf(reasons, form.Reason) + 1}]"
                : latex ? LatexPrinter.Print(form.Formula) : form.Formula.ToString();
            string condition = form.Condition is null ? "" : $"   for {form.Condition}";
            text.WriteLine((latex && form.Formula is not null ? $"  {quantity.Latex} = {formula}" : $"  {quantity.Symbol,-8} = {formula}") + condition);
        }

        text.WriteLine();
        for (int i = 0; i < reasons.Length; i++)
        {
            text.WriteLine($"  [{i + 1}] {reasons[i]}");
        }

        if (Quantity.All.Any(q => derivation[q].Formula is { } f && UsesNormal(f)))
        {
            text.WriteLine("  Phi, phi: distribution function and density of the standard normal distribution");
        }

        return text.ToString();
    }

    /// <summary>The name and, where that is not the formula itself, the definition.</summary>
    public static string Heading(Activation activation) => ActivationCatalogue.Find(activation.Name.Split(':', '(')[0]) is null
        ? $"s(z) = {activation.Name}"
        : UsesSteps(activation.Definition) ? $"{activation.Name}, piecewise"
        : $"{activation.Name}: s(z) = {activation.Definition}";

    private static bool UsesSteps(Expressions.Expr expr) =>
        expr is Expressions.Function { Kind: Expressions.FunctionKind.Step } || expr.Children.Any(UsesSteps);

    private static bool UsesNormal(Expressions.Expr expr) =>
        expr is Expressions.Function { Kind: Expressions.FunctionKind.NormalCdf or Expressions.FunctionKind.NormalPdf } || expr.Children.Any(UsesNormal);

    private static string Interval(Piece piece) => (piece.From, piece.To) switch
    {
        (null, null) => "all z",
        (null, { } to) => $"z < {to}",
        ({ } from, null) => $"z > {from}",
        ({ } from, { } to) => $"{from} < z < {to}",
    };

    private static JsonObject PieceToJson(Piece piece) => new()
    {
        ["from"] = Json.Number(piece.FromValue),
        ["to"] = Json.Number(piece.ToValue),
        ["fromExact"] = piece.From?.ToString(),
        ["toExact"] = piece.To?.ToString(),
        ["expression"] = piece.Expression.ToString(),
    };

    private static JsonObject QuantityToJson(Quantity quantity, ClosedForm form) => new()
    {
        ["closedForm"] = form.Formula is not null,
        ["text"] = form.Formula?.ToString(),
        ["latex"] = form.Formula is null ? null : LatexPrinter.Print(form.Formula),
        ["reason"] = form.Reason,
        ["condition"] = form.Condition,
        ["defined"] = !form.IsUndefined,
        ["symbol"] = quantity.Symbol,
        ["definition"] = quantity.Definition,
        ["timesCw"] = quantity.CwPower,
    };
}

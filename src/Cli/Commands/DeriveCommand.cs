using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Numerics.Compilation;
using Theory.Printing;
using Theory.Printing.Documents;

namespace Theory.Cli.Commands;

/// <summary><c>theory derive</c>: closed forms.</summary>
internal static class DeriveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<string> format = StandardOptions.Format();
        Option<bool> explain = new("--explain") { Description = "Show the steps of each derivation" };
        Option<string[]> only = QuantityNames.Create();
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "derive",
            "Derive the Gaussian expectations of an activation in closed form.",
            "theory derive mrepu:2",
            "theory derive gelu --explain --quantity g",
            "theory derive relu --quantity m6,s2_ds2",
            """theory derive "max(0,z)-0.1*max(0,-z)" --format latex""",
            "theory derive gelu --format python") { activation, format, explain, only, json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<Quantity> quantities = QuantityNames.Parse(parsed.GetValue(only));
            Derivation derivation = Derivation.Of(Activation.Parse(parsed.GetRequiredValue(activation)));
            if (derivation.Activation.FreeParameters.Count == 0 && quantities.Any(q => derivation[q] is { Formula: null, IsUndefined: false }))
            {
                // What has no closed form must at least be a function, unlike log(z).
                ActivationCompiler.Compile(derivation.Activation);
            }

            if (parsed.GetValue(explain))
            {
                ExplainedDerivation explained = new(derivation, quantities);
                terminal.Output.Write(parsed.GetValue(json)
                    ? Json.Text(explained.ToJson())
                    : explained.ToText(parsed.GetValue(format)!.Equals("latex", StringComparison.OrdinalIgnoreCase)));
                return Application.Success;
            }

            terminal.Output.Write(parsed.GetValue(json)
                ? Json.Text(ToJson(derivation, quantities))
                : FormulaFormat.Named(parsed.GetValue(format)!).Write(derivation, quantities));
            return Application.Success;
        });
        return command;
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(Derivation derivation, IReadOnlyList<Quantity>? quantities = null) => new()
    {
        ["activation"] = derivation.Activation.Name,
        ["definition"] = derivation.Activation.Definition.ToString(),
        ["pieces"] = new JsonArray([.. derivation.Activation.Pieces.Select(PieceToJson)]),
        ["quantities"] = new JsonObject((quantities ?? Quantity.All).Select(q => KeyValuePair.Create(q.Key, (JsonNode?)QuantityToJson(q, derivation[q])))),
    };

    private static JsonObject PieceToJson(Piece piece) => new()
    {
        ["from"] = Json.Number(piece.FromValue),
        ["to"] = Json.Number(piece.ToValue),
        ["fromExact"] = piece.From?.ToString(),
        ["toExact"] = piece.To?.ToString(),
        ["expression"] = piece.Expression.ToString(),
    };

    private static JsonObject QuantityToJson(Quantity quantity, ClosedForm form)
    {
        JsonObject json = new()
        {
            ["closedForm"] = form.Formula is not null,
            ["reason"] = form.Reason,
            ["defined"] = !form.IsUndefined,
            ["validBelow"] = form.ValidBelow?.ToString(),
            ["condition"] = form.Condition,
            ["symbol"] = quantity.Symbol,
            ["definition"] = quantity.Definition,
            ["timesCw"] = quantity.CwPower,
        };
        FormulaJson.AddTo(json, form.Formula);
        return json;
    }
}

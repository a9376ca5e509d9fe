using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Output;
using Theory.Expectations;
using Theory.Experiments.Reporting;

namespace Theory.Cli.Rendering;

/// <summary>Closed forms as JSON.</summary>
internal static class DerivationReport
{
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

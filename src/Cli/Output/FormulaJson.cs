using System.Text.Json.Nodes;
using Theory.Expressions;
using Theory.Printing;

namespace Theory.Cli.Output;

/// <summary>Formulas in JSON: one field for each language.</summary>
internal static class FormulaJson
{
    /// <summary>Adds the fields; null where a language lacks a function, as the other languages have the formula.</summary>
    public static void AddTo(JsonObject json, Expr? formula)
    {
        foreach (FormulaFormat format in FormulaFormat.All)
        {
            json[format.Name] = formula is null ? null : format.TryPrint(formula);
        }
    }
}

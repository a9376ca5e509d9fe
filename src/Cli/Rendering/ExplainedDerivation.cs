using System.Text.Json.Nodes;
using Theory.Expectations;

namespace Theory.Cli.Rendering;

/// <summary>Derivations with their steps, as text, LaTeX or JSON.</summary>
internal sealed class ExplainedDerivation(Derivation derivation, IReadOnlyList<Quantity> quantities, CancellationToken cancellation)
{
    /// <summary>Quantity by quantity, step by step.</summary>
    public string ToText(bool latex)
    {
        StringWriter text = new();
        foreach (Quantity quantity in quantities)
        {
            text.WriteLine(latex
                ? $"\\paragraph{{${quantity.Latex}$ ({quantity.Description})}}"
                : $"{quantity.Symbol}: {quantity.Description}");
            ExplainedSteps.Write(text, Explanation.Of(derivation, quantity, cancellation), latex);
            text.WriteLine();
        }

        return text.ToString();
    }

    /// <summary>The steps of each quantity.</summary>
    public JsonObject ToJson() => new()
    {
        ["activation"] = derivation.Activation.Name,
        ["explanations"] = new JsonObject(quantities.Select(q => KeyValuePair.Create(q.Key, (JsonNode?)ExplainedSteps.ToJson(Explanation.Of(derivation, q, cancellation))))),
    };
}

using System.Text.Json.Nodes;
using Theory.Expectations;

namespace Theory.Cli.Commands;

/// <summary>Derivations with their steps, as text, LaTeX or JSON.</summary>
internal sealed class ExplainedDerivation(Derivation derivation, IReadOnlyList<Quantity> quantities)
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
            int number = 1;
            foreach (ExplanationStep step in Explanation.Of(derivation, quantity))
            {
                text.WriteLine();
                text.WriteLine(latex ? Escape(step.Sentence) : $"  {number++}. {step.Sentence}");
                foreach (ExplainedEquation equation in step.Equations)
                {
                    text.WriteLine(latex ? $"\\[ {equation.Latex} \\]" : $"       {equation.Text}");
                }
            }

            text.WriteLine();
        }

        return text.ToString();
    }

    /// <summary>The steps of each quantity.</summary>
    public JsonObject ToJson() => new()
    {
        ["activation"] = derivation.Activation.Name,
        ["explanations"] = new JsonObject(quantities.Select(q => KeyValuePair.Create(q.Key, (JsonNode?)new JsonArray(
            [.. Explanation.Of(derivation, q).Select(s => new JsonObject
            {
                ["sentence"] = s.Sentence,
                ["equations"] = new JsonArray([.. s.Equations.Select(e => new JsonObject { ["text"] = e.Text, ["latex"] = e.Latex })]),
            })])))),
    };

    /// <summary>Sentences hold plain-text mathematics, which LaTeX sets as code.</summary>
    private static string Escape(string sentence) =>
        sentence.Replace("\\", @"\textbackslash{}", StringComparison.Ordinal)
            .Replace("^", @"\^{}", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)
            .Replace("<", @"\textless{}", StringComparison.Ordinal)
            .Replace(">", @"\textgreater{}", StringComparison.Ordinal);
}

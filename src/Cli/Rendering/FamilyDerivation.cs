using System.Text.Json.Nodes;
using Theory.Design;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Printing;
using Theory.Printing.Documents;

namespace Theory.Cli.Rendering;

/// <summary>Closed forms of a family whose kinks depend on its parameter, range by range of the parameter, as text and JSON.</summary>
/// <param name="family">The family.</param>
/// <param name="ranges">The ranges.</param>
/// <param name="quantities">What is derived.</param>
/// <param name="cancellation">Ends the derivations.</param>
internal sealed class FamilyDerivation(ActivationFamily family, IReadOnlyList<FamilyRange> ranges, IReadOnlyList<Quantity> quantities, CancellationToken cancellation)
{
    // A program would need a case for every range; formulas are read by people.
    private static readonly FormulaFormat[] Readable = [FormulaFormat.Text, FormulaFormat.Latex];

    /// <summary>All ranges, one after another.</summary>
    /// <exception cref="UserInputException">The format is a programming language.</exception>
    public string ToText(FormulaFormat format, bool explain)
    {
        Require.That(
            Readable.Contains(format),
            $"the kinks of '{family.Text}' depend on {family.Parameter.Name}, and its formulas on the range of {family.Parameter.Name}: --format text or latex; for {format.Name} give {family.Parameter.Name} a number");
        using StringWriter text = new();
        if (format == FormulaFormat.Text)
        {
            text.WriteLine($"{family.Text}: s(z) = {family.Definition}, a family with the parameter {family.Parameter.Name}; {ranges.Count} ranges, at whose ends kinks meet");
            text.WriteLine();
        }

        foreach (FamilyRange range in ranges)
        {
            Derivation derivation = Derivation.Of(range.Members, cancellation: cancellation);
            text.Write(explain ? $"{range.Members.Name}{Environment.NewLine}{Environment.NewLine}{new ExplainedDerivation(derivation, quantities, cancellation).ToText(format == FormulaFormat.Latex)}" : format.Write(derivation, quantities));
            if (range != ranges[^1])
            {
                text.WriteLine();
            }
        }

        return text.ToString();
    }

    /// <summary>All ranges.</summary>
    public JsonObject ToJson(bool explain) => new()
    {
        ["family"] = family.Text,
        ["parameter"] = family.Parameter.Name,
        ["ranges"] = new JsonArray([.. ranges.Select(r => (JsonNode)RangeToJson(r, explain))]),
    };

    private JsonObject RangeToJson(FamilyRange range, bool explain)
    {
        Derivation derivation = Derivation.Of(range.Members, cancellation: cancellation);
        JsonObject json = explain ? new ExplainedDerivation(derivation, quantities, cancellation).ToJson() : DerivationReport.ToJson(derivation, quantities);
        json["above"] = Json.Number(range.FromValue);
        json["below"] = Json.Number(range.ToValue);
        json["aboveExact"] = range.From?.ToString();
        json["belowExact"] = range.To?.ToString();
        return json;
    }
}

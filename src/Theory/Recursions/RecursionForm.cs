using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Recursions;

/// <summary>A recursion as it is written: abstract, or for an activation.</summary>
/// <param name="Recursion">The recursion.</param>
/// <param name="Derivation">The closed forms that are put in; null for none.</param>
/// <param name="Formula">The right side.</param>
/// <param name="ClosedForms">The closed forms as they were put in.</param>
/// <param name="Notes">What is left abstract and why, and conditions of validity.</param>
public sealed record RecursionForm(Recursion Recursion, Derivation? Derivation, Expr Formula, IReadOnlyList<ExplainedEquation> ClosedForms, IReadOnlyList<string> Notes)
{
    /// <summary>Left and right side.</summary>
    public ExplainedEquation Equation => new(Recursion.Left, Recursion.LeftLatex, Formula);

    /// <summary>The symbols of the right side in the order of a function's arguments: values of the layer, then what belongs to the network.</summary>
    public IReadOnlyList<Symbol> Arguments =>
        [.. Formula.Symbols.OrderBy(s => s.Equals(Recursion.Unknown) ? 0 : s.Equals(RecursionSymbols.K) ? 1 : IsOfNetwork(s) ? 3 : 2)
            .ThenBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>What the abstract symbols of the right side stand for.</summary>
    public IReadOnlyList<SymbolDefinition> Definitions =>
        [.. Recursion.Quantities.Where(q => Formula.Contains(RecursionSymbols.Of(q))).Select(RecursionSymbols.DefinitionOf), .. Recursion.Definitions.Where(d => Formula.Contains(d.Symbol))];

    /// <summary>The derivation, with the step that puts in the closed forms.</summary>
    public IReadOnlyList<ExplanationStep> Explain()
    {
        if (Derivation is null || ClosedForms.Count == 0)
        {
            return Recursion.Explain();
        }

        string reasons = string.Concat(Notes.Select(n => $" ({n})"));
        return
        [
            .. Recursion.Explain(),
            new ExplanationStep($"The closed forms of {Derivation.Activation.Name}{reasons}:", ClosedForms),
            new ExplanationStep("Put in:", [Equation]),
        ];
    }

    private static bool IsOfNetwork(Symbol symbol) =>
        symbol.Equals(RecursionSymbols.Cb) || symbol.Equals(RecursionSymbols.Cw) || symbol.Equals(RecursionSymbols.Width)
        || symbol.Equals(RecursionSymbols.PreviousWidth) || symbol.Equals(RecursionSymbols.LambdaB) || symbol.Equals(RecursionSymbols.LambdaW);
}

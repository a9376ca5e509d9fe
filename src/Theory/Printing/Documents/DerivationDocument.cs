using Theory.Expectations;

namespace Theory.Printing.Documents;

/// <summary>Everything derived about an activation, as one complete text in a language.</summary>
public static class DerivationDocument
{
    /// <summary>
    /// A listing to read, or a program with a function for each quantity that has a closed form. What has none is mentioned with the
    /// reason, where the language has comments, and conditions of validity are checked or stated; Python integrates it instead.
    /// </summary>
    /// <param name="format">The language.</param>
    /// <param name="derivation">What was derived.</param>
    /// <param name="quantities">Which quantities; those of <see cref="Quantity.All"/> unless given.</param>
    /// <exception cref="UserInputException">The language lacks a function of a formula.</exception>
    public static string Write(this FormulaFormat format, Derivation derivation, IReadOnlyList<Quantity>? quantities = null)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(derivation);
        IReadOnlyList<Quantity> shown = quantities ?? Quantity.All;
        int width = shown.Select(q => q.Symbol.Length).Append(8).Max();
        return format.Name switch
        {
            "latex" => LatexDocument.Write(derivation, shown),
            "mathml" => MathMlDocument.Write(derivation, shown),
            "csharp" => new CSharpModule().Write(derivation, shown),
            "python" => new NumPyModule().Write(derivation, shown),
            "sympy" => new SymPyModule().Write(derivation, shown),
            "mathematica" => new MathematicaModule().Write(derivation, shown),
            "angourimath" => AngouriMathDocument.Write(derivation, shown),
            _ => new DerivationListing(q => q.Symbol.PadRight(width), format.Print).Write(derivation, shown),
        };
    }
}

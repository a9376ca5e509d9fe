using Theory.Expectations;

namespace Theory.Printing.Documents;

/// <summary>Everything derived about an activation, as one complete text in a language.</summary>
public static class DerivationDocument
{
    /// <summary>
    /// A listing to read, or a program with a function for each quantity that has a closed form. What has none is mentioned with the
    /// reason, and conditions of validity are checked or stated.
    /// </summary>
    /// <param name="format">The language.</param>
    /// <param name="derivation">What was derived.</param>
    /// <exception cref="UserInputException">The language lacks a function of a formula.</exception>
    public static string Write(this FormulaFormat format, Derivation derivation)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(derivation);
        return format.Name switch
        {
            "latex" => new DerivationListing(q => q.Latex, format.Print).Write(derivation),
            "mathml" => MathMlDocument.Write(derivation),
            "csharp" => new CSharpModule().Write(derivation),
            "python" => new NumPyModule().Write(derivation),
            "sympy" => new SymPyModule().Write(derivation),
            "mathematica" => new MathematicaModule().Write(derivation),
            _ => new DerivationListing(q => $"{q.Symbol,-8}", format.Print).Write(derivation),
        };
    }
}

using Theory.Expectations;

namespace Theory.Printing.Documents;

/// <summary>Everything derived, as an equation of AngouriMath a line; what is said beside them is in its comments.</summary>
internal static class AngouriMathDocument
{
    /// <summary>The equations.</summary>
    /// <exception cref="UserInputException">The language lacks a function of a formula.</exception>
    public static string Write(Derivation derivation, IReadOnlyList<Quantity> quantities)
    {
        StringWriter text = new();
        text.WriteLine(Comment($"Gaussian expectations of {derivation.Activation.Name}: s(z) = {derivation.Activation.Definition}, z ~ N(0, K), K > 0"));
        if (quantities.Any(q => q.CwPower == 1))
        {
            text.WriteLine(Comment("At C_W = 1; chi_par, chi_perp and h are proportional to C_W"));
        }

        foreach (Quantity quantity in quantities)
        {
            ClosedForm form = derivation[quantity];
            if (form.Formula is null)
            {
                text.WriteLine(Comment($"{quantity.Symbol}: {(form.IsUndefined ? "undefined" : "no closed form")}, because {form.Reason}"));
                continue;
            }

            if (Validity.Sentence(form) is string condition)
            {
                text.WriteLine(Comment($"{quantity.Symbol}: {condition}"));
            }

            text.WriteLine($"{Name(quantity.Key)} = {FormulaFormat.AngouriMath.Print(form.Formula)}");
        }

        return text.ToString();
    }

    /// <summary>A variable is letters, and may go on after one underscore with letters and digits.</summary>
    private static string Name(string key)
    {
        int letters = key.TakeWhile(char.IsAsciiLetter).Count();
        return letters == key.Length ? key : $"{key[..letters]}_{key[letters..].Replace("_", "", StringComparison.Ordinal)}";
    }

    /// <summary>A comment is one line, whatever the user typed.</summary>
    private static string Comment(string text) => "// " + string.Concat(text.Select(c => char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c));
}

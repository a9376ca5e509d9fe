using Theory.Activations;
using Theory.Expectations;

namespace Theory.Printing.Documents;

/// <summary>Everything derived, as displayed equations; what is said beside them is in comments.</summary>
internal static class LatexDocument
{
    /// <summary>The equations; piecewise functions need the package amsmath.</summary>
    public static string Write(Derivation derivation, IReadOnlyList<Quantity> quantities)
    {
        Activation activation = derivation.Activation;
        StringWriter text = new();
        text.WriteLine(Comment($"Gaussian expectations of {activation.Name}: s(z) = {activation.Definition}, z ~ N(0, K), K > 0"));
        if (quantities.Any(q => q.CwPower == 1))
        {
            text.WriteLine(Comment("At C_W = 1; chi_par, chi_perp and h are proportional to C_W"));
        }

        text.WriteLine($@"\[ \sigma(z) = {LatexPrinter.Print(activation.Definition)} \]");
        foreach (Quantity quantity in quantities)
        {
            ClosedForm form = derivation[quantity];
            text.WriteLine(form.Formula is null
                ? Comment($"{quantity.Symbol}: {(form.IsUndefined ? "undefined" : "no closed form")}, because {form.Reason}")
                : $@"\[ {quantity.Latex} = {LatexPrinter.Print(form.Formula)} \]");
            if (form.Formula is not null && Validity.Sentence(form) is string condition)
            {
                text.WriteLine(Comment(condition));
            }
        }

        return text.ToString();
    }

    /// <summary>A comment is one line, whatever the user typed.</summary>
    private static string Comment(string text) => "% " + string.Concat(text.Select(c => char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c));
}

using System.Text;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Printing.Documents;

/// <summary>Everything derived, to be run: a function of K for each quantity that has a closed form, or that the language can integrate.</summary>
internal abstract class FormulaModule
{
    /// <summary>The source text.</summary>
    /// <exception cref="UserInputException">The language lacks a function.</exception>
    public string Write(Derivation derivation, IReadOnlyList<Quantity> quantities)
    {
        List<string> members = [];
        bool integrates = false;
        string[] arguments = ["K", .. derivation.Activation.FreeParameters];
        foreach (Quantity quantity in quantities)
        {
            ClosedForm form = derivation[quantity];
            string? integral = form.Formula is null && !form.IsUndefined ? Integral(quantity, OneLine(form.Reason!), derivation) : null;
            integrates |= integral is not null;
            members.Add(form.Formula is Expr formula
                ? Function(quantity, form, formula, arguments)
                : integral ?? Comment(OneLine($"{NameOf(quantity)}: {(form.IsUndefined ? "undefined" : "no closed form")}, because {form.Reason}")));
        }

        if (integrates)
        {
            members.InsertRange(0, Integration(derivation, quantities));
        }

        string body = string.Join(MemberSeparator, members);
        string[] proportional = [.. quantities.Where(q => q.CwPower == 1).Select(NameOf)];
        string[] header =
        [
            $"Gaussian expectations of {derivation.Activation.Name}: s(z) = {derivation.Activation.Definition}, z ~ N(0, K), K > 0.",
            .. proportional.Length == 0 ? (string[])[] : [$"At C_W = 1; {string.Join(", ", proportional)} {(proportional.Length == 1 ? "is" : "are")} proportional to C_W."],
        ];
        return (string.Join("\n", header.Select(h => Comment(OneLine(h)))) + "\n" + Enclose(body) + "\n").ReplaceLineEndings();
    }

    /// <summary>Between the functions.</summary>
    protected virtual string MemberSeparator => "\n\n";

    /// <summary>The name of the function of a quantity.</summary>
    protected abstract string NameOf(Quantity quantity);

    /// <summary>A comment of one line.</summary>
    protected abstract string Comment(string text);

    /// <summary>The function of a quantity.</summary>
    /// <param name="quantity">The quantity.</param>
    /// <param name="form">Its closed form.</param>
    /// <param name="formula">The formula of that.</param>
    /// <param name="arguments">K and the parameters that the activation leaves free.</param>
    protected abstract string Function(Quantity quantity, ClosedForm form, Expr formula, IReadOnlyList<string> arguments);

    /// <summary>The function of a quantity without a closed form, by quadrature; null where the language has none.</summary>
    protected virtual string? Integral(Quantity quantity, string reason, Derivation derivation) => null;

    /// <summary>What the functions by <see cref="Integral"/> share.</summary>
    protected virtual IEnumerable<string> Integration(Derivation derivation, IReadOnlyList<Quantity> quantities) => [];

    /// <summary>Puts what the functions need around them.</summary>
    protected abstract string Enclose(string functions);

    /// <summary>A formula the user typed may contain line breaks, of which languages know more than one kind, and would end a comment.</summary>
    private static string OneLine(string text) => new StringBuilder(text.Length)
        .AppendJoin("", text.Select(c => char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c)).ToString();
}

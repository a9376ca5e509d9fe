using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Printing.Documents;

/// <summary>Everything derived, to be read: definition, pieces, formulas, and the reasons where there are none.</summary>
/// <param name="symbolOf">How a quantity is written.</param>
/// <param name="print">How a formula is written.</param>
internal sealed class DerivationListing(Func<Quantity, string> symbolOf, Func<Expr, string> print)
{
    /// <summary>The listing.</summary>
    public string Write(Derivation derivation, IReadOnlyList<Quantity> quantities)
    {
        Activation activation = derivation.Activation;
        StringWriter text = new();
        text.WriteLine(activation.Title);
        WritePieces(text, activation);
        text.WriteLine();
        text.WriteLine($"Gaussian expectations, z ~ N(0, K){(quantities.Any(q => q.CwPower == 1) ? ", at C_W = 1 (chi_par, chi_perp and h are proportional to C_W)" : "")}:");
        text.WriteLine();
        string[] notes = [.. quantities.Select(q => derivation[q]).Select(Note).OfType<string>().Distinct()];
        foreach (Quantity quantity in quantities)
        {
            ClosedForm form = derivation[quantity];
            string reference = Note(form) is string note ? $" [{Array.IndexOf(notes, note) + 1}]" : "";
            text.WriteLine(form.Formula is null
                ? $"  {quantity.Symbol,-8} = {(form.IsUndefined ? "undefined" : "no closed form")}{reference}"
                : $"  {symbolOf(quantity)} = {print(form.Formula)}{(reference.Length > 0 ? "  " + reference : "")}");
        }

        text.WriteLine();
        for (int i = 0; i < notes.Length; i++)
        {
            text.WriteLine($"  [{i + 1}] {notes[i]}");
        }

        bool Uses(params FunctionKind[] kinds) => quantities.Any(q => derivation[q].Formula is Expr formula && Contains(formula, kinds));
        if (Uses(FunctionKind.NormalCdf, FunctionKind.NormalPdf))
        {
            text.WriteLine("  Phi, phi: distribution function and density of the standard normal distribution");
        }

        if (Uses(FunctionKind.BivariateNormalCdf))
        {
            text.WriteLine("  Phi2(h, k, rho): distribution function of two standard normal variables of correlation rho");
        }

        return text.ToString();
    }

    private static void WritePieces(StringWriter text, Activation activation)
    {
        if (activation.Pieces.Count == 1)
        {
            return;
        }

        text.WriteLine();
        int width = activation.Pieces.Max(p => Interval(p).Length);
        foreach (Piece piece in activation.Pieces)
        {
            text.WriteLine($"  {Interval(piece).PadRight(width)}   {piece.Expression}");
        }
    }

    /// <summary>What the reader must know about a formula, or why there is none.</summary>
    private static string? Note(ClosedForm form) => form.Formula is null ? form.Reason : Validity.Sentence(form);

    private static bool Contains(Expr expr, FunctionKind[] kinds) =>
        (expr is Function function && kinds.Contains(function.Kind)) || expr.Children.Any(c => Contains(c, kinds));

    private static string Interval(Piece piece) => (piece.From, piece.To) switch
    {
        (null, null) => "all z",
        (null, { } to) => $"z < {to}",
        ({ } from, null) => $"z > {from}",
        ({ } from, { } to) => $"{from} < z < {to}",
    };
}

using Theory.Expectations.TwoInputs;
using Theory.Expressions;

namespace Theory.Printing.Documents;

/// <summary>The two-input expectations, to be read or pasted into a program.</summary>
public static class TwoInputListing
{
    /// <summary>Definition, formulas and their limits for equal and opposite inputs.</summary>
    /// <exception cref="UserInputException">The language lacks a function of a formula.</exception>
    public static string Write(TwoInputDerivation derivation, FormulaFormat format)
    {
        ArgumentNullException.ThrowIfNull(derivation);
        ArgumentNullException.ThrowIfNull(format);
        bool isCode = format != FormulaFormat.Text && format != FormulaFormat.Latex && format != FormulaFormat.MathMl;
        StringWriter text = new();
        if (!isCode)
        {
            text.WriteLine(derivation.Activation.Title);
            text.WriteLine();
            text.WriteLine("Two inputs: z_a, z_b normal with variances K_a, K_b, correlation rho and covariance c = rho sqrt(K_a K_b), at C_W = 1:");
            text.WriteLine();
        }

        foreach (TwoInputQuantity quantity in TwoInputQuantity.All)
        {
            Write(text, quantity, derivation[quantity], format, isCode);
        }

        return text.ToString();
    }

    private static void Write(StringWriter text, TwoInputQuantity quantity, TwoInputForm form, FormulaFormat format, bool isCode)
    {
        string name = isCode ? quantity.Key : format == FormulaFormat.Text ? quantity.Symbol : quantity.Latex;
        string comment = format == FormulaFormat.CSharp ? "// " : isCode ? "# " : "  ";
        if (form.Formula is null)
        {
            text.WriteLine($"{comment}{name}: no closed form, because {form.Reason}");
            return;
        }

        string indent = isCode ? "" : "  ";
        text.WriteLine($"{indent}{name} = {format.Print(isCode ? form.InCorrelation! : form.Formula)}");
        if (isCode)
        {
            return;
        }

        string at = new(' ', name.Length);
        WriteLimit("equal inputs", form.Coincident);
        WriteLimit("opposite inputs", form.Antipodal);
        if ((form.UndefinedAtEnds ?? (form.Condition is string c ? $"holds for {c}" : null)) is string note)
        {
            text.WriteLine($"  {at}   ({note})");
        }

        text.WriteLine();

        void WriteLimit(string when, Expr? limit)
        {
            if (limit is not null)
            {
                text.WriteLine($"  {at} = {format.Print(limit)}   for {when}, K_a = K_b = K");
            }
        }
    }
}

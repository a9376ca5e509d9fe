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
        if (format == FormulaFormat.Latex || format == FormulaFormat.MathMl)
        {
            return Equations(derivation, format);
        }

        bool isCode = format != FormulaFormat.Text;
        StringWriter text = new();
        if (format == FormulaFormat.Python)
        {
            text.WriteLine("import numpy as np");
            text.WriteLine("import scipy.special");
            text.WriteLine();
            if (TwoInputQuantity.All.Any(q => IntegralOf(derivation, q) is not null))
            {
                text.WriteLine();
                text.WriteLine(string.Join("\n\n\n", NumPyQuadrature.SharedByPairs(derivation.Activation, format.Print)));
                text.WriteLine();
                text.WriteLine();
                text.WriteLine("# K_a, K_b and rho are numbers.");
            }
        }

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
            if (format == FormulaFormat.Python && IntegralOf(derivation, quantity) is string integral)
            {
                text.WriteLine($"{quantity.Key} = {integral}");
            }
        }

        return text.ToString();
    }

    /// <summary>Python integrates what has no closed form.</summary>
    private static string? IntegralOf(TwoInputDerivation derivation, TwoInputQuantity quantity) =>
        derivation[quantity].Formula is null ? NumPyQuadrature.OfPair(quantity.OneInput, derivation.Activation) : null;

    /// <summary>Displayed equations, with what is said beside them in comments.</summary>
    private static string Equations(TwoInputDerivation derivation, FormulaFormat format)
    {
        bool isLatex = format == FormulaFormat.Latex;
        StringWriter text = new();
        string Comment(string what) => isLatex ? $"% {what}" : $"<!-- {what.Replace("--", "- -", StringComparison.Ordinal)} -->";
        void Equation(string name, Expr formula) => text.WriteLine(isLatex ? $@"\[ {name} = {format.Print(formula)} \]" : format.Print(formula));
        text.WriteLine(Comment(string.Concat($"{derivation.Activation.Name}: z_a, z_b normal with variances K_a, K_b and covariance c, at C_W = 1".Select(c => char.IsControl(c) ? ' ' : c))));
        foreach (TwoInputQuantity quantity in TwoInputQuantity.All)
        {
            TwoInputForm form = derivation[quantity];
            if (form.Formula is null)
            {
                text.WriteLine(Comment($"{quantity.Symbol}: no closed form, because {form.Reason}"));
                continue;
            }

            if (!isLatex || (form.UndefinedAtEnds ?? form.Condition) is not null)
            {
                text.WriteLine(Comment(quantity.Symbol + ((form.UndefinedAtEnds ?? form.Condition) is string note ? $": {note}" : "")));
            }

            Equation(quantity.Latex, form.Formula);
            foreach ((string when, Expr? limit) in new[] { ("equal inputs, K_a = K_b = K", form.Coincident), ("opposite inputs, K_a = K_b = K", form.Antipodal) })
            {
                if (limit is not null)
                {
                    text.WriteLine(Comment(when));
                    Equation(quantity.Latex, limit);
                }
            }
        }

        return text.ToString();
    }

    private static void Write(StringWriter text, TwoInputQuantity quantity, TwoInputForm form, FormulaFormat format, bool isCode)
    {
        string name = isCode ? quantity.Key : quantity.Symbol;
        if (form.Formula is null)
        {
            string why = $"{name}: no closed form, because {form.Reason}";
            text.Write(format.Name switch
            {
                "csharp" => $"// {why}{Environment.NewLine}",
                "python" or "sympy" => $"# {why}{Environment.NewLine}",
                "mathematica" => $"(* {why} *){Environment.NewLine}",
                "angourimath" => "",
                _ => $"  {why}{Environment.NewLine}",
            });
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

using Theory.Printing;

namespace Theory.Recursions;

/// <summary>Recursions as one text: a listing to read, or a program with a function for each.</summary>
public static class RecursionDocument
{
    /// <summary>The text in a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="forms">The recursions, all abstract or all of one activation.</param>
    /// <exception cref="UserInputException">The language lacks a function of a formula.</exception>
    public static string Write(FormulaFormat format, IReadOnlyList<RecursionForm> forms)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(forms);
        string text = format.Name switch
        {
            "text" or "latex" or "angourimath" => Listing(format, forms),
            "mathml" => Lines(forms.SelectMany(f => (string[])[$"<!-- {About(f).Replace("--", "- -", StringComparison.Ordinal)} -->", MathMlPrinter.Equation(f.Recursion.Unknown, f.Formula)])),
            "csharp" => CSharp(forms),
            "mathematica" => Lines(forms.Select(f => $"(* {About(f)} *)\n{f.Recursion.Key}[{Arguments(format, f, "", "_")}] := {format.Print(f.Formula)}\n")),
            _ => Python(format, forms),
        };
        return text.ReplaceLineEndings();
    }

    private static string Listing(FormulaFormat format, IReadOnlyList<RecursionForm> forms)
    {
        bool latex = format == FormulaFormat.Latex;
        StringWriter text = new();
        foreach (RecursionForm form in forms)
        {
            Recursion recursion = form.Recursion;
            text.WriteLine($"{(latex ? "% " : "")}{recursion.Name} ({recursion.Source})");
            text.WriteLine();
            text.WriteLine(latex
                ? $"\\[ {form.Equation.Latex}, \\qquad {recursion.Initial.Latex} \\]"
                : $"  {recursion.Left} = {format.Print(form.Formula)},   {recursion.Initial.Text}");
            foreach (string note in form.Notes)
            {
                text.WriteLine($"{(latex ? "% " : "  ")}[{note}]");
            }

            text.WriteLine();
        }

        SymbolDefinition[] definitions = [.. forms.SelectMany(f => f.Definitions).DistinctBy(d => d.Symbol)];
        if (definitions.Length > 0)
        {
            int width = definitions.Max(d => d.Symbol.Name.Length);
            text.WriteLine(latex ? "% where" : "where");
            text.WriteLine();
            text.Write(Lines(definitions.Select(d => latex ? $"\\[ {d.Symbol.Latex} = {d.Latex} \\]" : $"  {d.Symbol.Name.PadRight(width)}   {d.Text}")));
        }

        return text.ToString();
    }

    private static string CSharp(IReadOnlyList<RecursionForm> forms)
    {
        string members = string.Join("\n\n", forms.Select(f =>
            $"    /// <summary>{System.Security.SecurityElement.Escape(About(f))}</summary>\n"
            + $"    public static double {char.ToUpperInvariant(f.Recursion.Key[0])}{f.Recursion.Key[1..]}({Arguments(FormulaFormat.CSharp, f, "double ", "")}) =>\n        {FormulaFormat.CSharp.Print(f.Formula)};"));
        string import = members.Contains("SpecialFunctions.", StringComparison.Ordinal)
            ? "// Needs a reference to Theory.Numerics.\nusing System;\nusing Theory.Numerics;"
            : "using System;";
        return $"{import}\n\npublic static class Recursions\n{{\n{members}\n}}\n";
    }

    /// <summary>NumPy or SymPy.</summary>
    private static string Python(FormulaFormat format, IReadOnlyList<RecursionForm> forms)
    {
        bool exact = format == FormulaFormat.SymPy;
        string functions = string.Join("\n\n\n", forms.Select(f =>
        {
            string[] arguments = [.. f.Arguments.Select(format.Print)];
            string conversions = string.Concat(arguments.Select(a => $"    {a} = {(exact ? $"sympify({a})" : $"np.asarray({a}, dtype=float)")}\n"));
            string name = string.Concat(f.Recursion.Key.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
            return $"def {name}({string.Join(", ", arguments)}):\n    \"\"\"{About(f)}\"\"\"\n{conversions}    return {format.Print(f.Formula)}";
        }));
        string[] imports = exact
            ? ["from sympy import *", "", "K = symbols(\"K\", positive=True)", "t = symbols(\"t\", positive=True)"]
            : ["import numpy as np", .. ((string[])["special", "stats"]).Where(m => functions.Contains($"scipy.{m}.", StringComparison.Ordinal)).Select(m => $"import scipy.{m}")];
        return $"{string.Join('\n', imports)}\n\n\n{functions}\n";
    }

    private static string Arguments(FormulaFormat format, RecursionForm form, string before, string after) =>
        string.Join(", ", form.Arguments.Select(a => before + format.Print(a) + after));

    /// <summary>One line on a function: what it gives, for which activation, and what to know about it.</summary>
    private static string About(RecursionForm form)
    {
        string activation = form.Derivation is null ? "" : $" of {form.Derivation.Activation.Name}";
        string notes = string.Concat(form.Notes.Select(n => $"; {n}"));
        string about = $"{form.Recursion.Name}{activation}: {form.Recursion.Left}, {form.Recursion.Initial.Text}{notes}.";
        return string.Concat(about.Select(c => char.IsControl(c) || c is '"' or '\\' ? ' ' : c));
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(l => l + "\n"));
}

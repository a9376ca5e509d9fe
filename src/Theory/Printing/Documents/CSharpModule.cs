using Theory.Expectations;
using Theory.Expressions;
using Theory.Printing.Dialects;

namespace Theory.Printing.Documents;

/// <summary>A static class in C#.</summary>
internal sealed class CSharpModule : FormulaModule
{
    private static readonly InfixPrinter Printer = new(new CSharpDialect());

    /// <summary>chiParallel is ChiParallel, s2_ds2 is S2Ds2.</summary>
    protected override string NameOf(Quantity quantity) => string.Concat(quantity.Key.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    protected override string Comment(string text) => $"// {text}";

    protected override string Function(Quantity quantity, ClosedForm form, Expr formula, IReadOnlyList<string> arguments)
    {
        string escaped = System.Security.SecurityElement.Escape($"{quantity.Symbol} = {quantity.Definition}: {quantity.Description}.")!;
        string body = form.ValidBelow is null
            ? Printer.Print(formula)
            : $"K < {Printer.Print(form.ValidBelow)}\n        ? {Printer.Print(formula)}\n        : throw new ArgumentOutOfRangeException(nameof(K), K, \"{Validity.Sentence(form)}\")";
        return $"/// <summary>{escaped}</summary>\npublic static double {NameOf(quantity)}({string.Join(", ", arguments.Select(a => "double " + a))}) =>\n    {body};";
    }

    protected override string Enclose(string functions)
    {
        string import = functions.Contains("SpecialFunctions.", StringComparison.Ordinal)
            ? "// Needs a reference to Theory.Numerics.\nusing System;\nusing Theory.Numerics;"
            : "using System;";
        string indented = string.Join('\n', functions.Split('\n').Select(l => l.Length == 0 ? l : "    " + l));
        return $"{import}\n\npublic static class ClosedForms\n{{\n{indented}\n}}";
    }
}

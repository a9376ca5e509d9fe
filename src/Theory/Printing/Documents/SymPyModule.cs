using Theory.Expressions;
using Theory.Printing.Dialects;

namespace Theory.Printing.Documents;

/// <summary>A Python module for SymPy, exact.</summary>
internal sealed class SymPyModule : PythonModule
{
    private static readonly InfixPrinter Printer = new(new SymPyDialect());

    protected override string Converted(string argument) => $"sympify({argument})";

    /// <summary>For a symbol K the comparison is neither true nor false.</summary>
    protected override string IsBeyond(Expr bound) => $"(K >= {Printer.Print(bound)}) == True";

    /// <summary>A Python integer alone is not a SymPy expression.</summary>
    protected override string Result(Expr formula) =>
        formula is Number { IsInteger: true } ? $"Integer({Printer.Print(formula)})" : Printer.Print(formula);

    protected override string Enclose(string functions) =>
        "# K is an exact number or a symbol; N(g(K), 30) evaluates to 30 digits.\nfrom sympy import *\n\n"
        + $"K, t = symbols(\"K t\", positive=True)\n\n\n{functions}";
}

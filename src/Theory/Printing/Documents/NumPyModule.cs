using Theory.Expressions;
using Theory.Printing.Dialects;

namespace Theory.Printing.Documents;

/// <summary>A Python module for NumPy and SciPy.</summary>
internal sealed class NumPyModule : PythonModule
{
    private static readonly InfixPrinter Printer = new(new NumPyDialect());

    /// <summary>Integers would overflow in K**3.</summary>
    protected override string Converted(string argument) => $"np.asarray({argument}, dtype=float)";

    protected override string IsBeyond(Expr bound) => $"np.any(K >= {Printer.Print(bound)})";

    /// <summary>A constant has the shape of K as well.</summary>
    protected override string Result(Expr formula) =>
        formula.Contains(Symbol.K) ? Printer.Print(formula) : $"np.full_like(K, {Printer.Print(formula)})";

    protected override string Enclose(string functions)
    {
        bool scalarOnly = functions.Contains("scipy.stats.", StringComparison.Ordinal);
        string usage = scalarOnly
            ? "# K is a number or, where multivariate_normal is not used, an array."
            : "# K is a number or an array.";
        string special = functions.Contains("scipy.special.", StringComparison.Ordinal) ? "\nimport scipy.special" : "";
        string stats = scalarOnly ? "\nimport scipy.stats" : "";
        return $"{usage}\nimport numpy as np{special}{stats}\n\n\n{functions}";
    }
}

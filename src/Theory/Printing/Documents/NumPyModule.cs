using Theory.Expectations;
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

    protected override string? Integral(Quantity quantity, string reason, Derivation derivation) =>
        NumPyQuadrature.Function(NameOf(quantity), quantity, reason, derivation.Activation);

    protected override IEnumerable<string> Integration(Derivation derivation, IReadOnlyList<Quantity> quantities) =>
        NumPyQuadrature.Shared(derivation.Activation, Printer.Print);

    protected override string Enclose(string functions)
    {
        bool scalarOnly = functions.Contains("scipy.stats.", StringComparison.Ordinal);
        string usage = scalarOnly
            ? "# K is a number or, where multivariate_normal is not used, an array."
            : "# K is a number or an array.";
        string special = functions.Contains("scipy.special.", StringComparison.Ordinal) ? "\nimport scipy.special" : "";
        string stats = scalarOnly ? "\nimport scipy.stats" : "";
        string warnings = functions.Contains("warnings.warn", StringComparison.Ordinal) ? "import warnings\n\n" : "";
        return $"{usage}\n{warnings}import numpy as np{special}{stats}\n\n\n{functions}";
    }
}

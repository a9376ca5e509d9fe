using Fractions;
using Theory.Expressions;

namespace Theory.Tests;

/// <summary>Exact values of formulas, symbols replaced by name.</summary>
internal static class Substituted
{
    /// <summary>The rational value of a formula; every symbol must have a value.</summary>
    public static Fraction Value(Expr expr, Func<string, Fraction> valueOf)
    {
        Expr value = With(expr, valueOf);
        return value is Number number ? number.Value : throw new ArgumentException($"{value} is not a rational number");
    }

    /// <summary>The formula with every symbol that has a value replaced by it.</summary>
    public static Expr With(Expr expr, Func<string, Fraction?> valueOf) =>
        expr.Symbols.Aggregate(expr, (e, s) => valueOf(s.Name) is Fraction value ? e.Substitute(s, value) : e);

    private static Expr With(Expr expr, Func<string, Fraction> valueOf) => With(expr, name => (Fraction?)valueOf(name));
}

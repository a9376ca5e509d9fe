using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Design;

/// <summary>Values and roots of a formula in the parameter of a family.</summary>
public static class ParameterFormula
{
    /// <summary>All real roots by rising value, isolated exactly; with an exact expression where one is known. Null where they cannot all be had.</summary>
    /// <remarks>Polynomials with rational coefficients have theirs isolated; others, as those with sqrt(2/pi) of gelu, and formulas such as exp(a) - 2, where they can be solved exactly.</remarks>
    public static IReadOnlyList<(double Value, Expr? Exact)>? TryRoots(Expr formula, Symbol parameter)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(parameter);
        if (!formula.Contains(parameter))
        {
            return [];
        }

        IReadOnlyList<Expr>? exact = RealRoots.TryOf(formula.Substitute(parameter, Symbol.Z));
        if (RationalPolynomial.Coefficients(formula, parameter) is not { } coefficients || RationalPolynomial.TryOf(coefficients) is not { } above)
        {
            (double? Value, Expr Exact)[] solved = [.. (exact ?? []).Select(e => (ConstantValue.Of(e), e))];
            // Among them are poles, as b = 0 of (exp(b) - 2)/b.
            return exact is null || solved.Any(r => r.Value is null) ? null
                : [.. solved.Select(r => (Value: r.Value!.Value, Exact: (Expr?)r.Exact)).Where(r => double.IsFinite(At(formula, parameter, r.Value))).OrderBy(r => r.Value)];
        }

        RationalPolynomial below = RationalPolynomial.TryOf([.. coefficients.Select((c, i) => i % 2 == 0 ? c : -c)])!;
        double[] values = [.. below.PositiveRoots().Select(r => -r.Value).Reverse(), .. coefficients[0].IsZero ? (double[])[0] : [], .. above.PositiveRoots().Select(r => r.Value)];
        return [.. values.Select(v => (v, exact?.FirstOrDefault(e => ConstantValue.Of(e) is double x && Math.Abs(x - v) <= 1e-12 * Math.Max(1, Math.Abs(v)))))];
    }

    /// <summary>The value at a parameter; NaN where there is none, as of 1/w at w = 0.</summary>
    public static double At(Expr formula, Symbol parameter, double value)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(parameter);
        return ConstantValue.Of(formula.Substitute(parameter, Symbol.Z), value) ?? double.NaN;
    }
}

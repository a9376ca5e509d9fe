using Fractions;
using Theory.Expressions;

namespace Theory.Algebra;

/// <summary>Exact Taylor coefficients at z = 0, by arithmetic on truncated series rather than by repeated differentiation.</summary>
public static class TaylorExpansion
{
    /// <summary>Coefficients lost to cancelling poles, as in sin(z)/z, are made up for by so many more.</summary>
    private static readonly int[] Reserves = [0, 2, 8, 24];

    /// <summary>The coefficients of z^0 … z^degree of a smooth expression in z.</summary>
    /// <param name="expr">An expression in z without kinks at 0.</param>
    /// <param name="degree">The highest power.</param>
    /// <exception cref="UserInputException">The expression is not analytic at z = 0.</exception>
    public static IReadOnlyList<Expr> AtZero(Expr expr, int degree)
    {
        ArgumentNullException.ThrowIfNull(expr);
        foreach (int reserve in Reserves)
        {
            Expr[] coefficients = Of(expr, degree + 1 + reserve).ToTaylor();
            if (coefficients.Length > degree)
            {
                return coefficients[..(degree + 1)];
            }
        }

        throw new UserInputException($"the Taylor series of {expr} at z = 0 could not be found to degree {degree}");
    }

    /// <summary>As <see cref="AtZero"/>; null where the expression is not analytic at z = 0.</summary>
    public static IReadOnlyList<Expr>? TryAtZero(Expr expr, int degree) => Attempt.At(() => AtZero(expr, degree)).Value;

    /// <summary>The limit at z = 0 of an expression with a Laurent series there, infinite at a pole; null when it has none, or its first coefficients cancel without looking so.</summary>
    internal static LimitValue? LimitAtZero(Expr expr)
    {
        // A high power of 1/z needs more terms of the rest before its own is known.
        PowerSeries? series = Reserves.Select(reserve => TryOf(expr, 1 + reserve)).FirstOrDefault(s => s is { Precision: > 0 });
        if (series is null)
        {
            return null;
        }

        if (series.Valuation >= 0)
        {
            return new LimitValue(series[0], null);
        }

        // Nested roots may cancel without looking so.
        return ConstantValue.Of(series[series.Valuation]) is double leading && Math.Abs(leading) < 1e-12 ? null : LimitValue.Infinite;
    }

    private static PowerSeries? TryOf(Expr expr, int precision) => Attempt.At(() => Of(expr, precision)).Value;

    private static PowerSeries Of(Expr expr, int precision) => expr switch
    {
        _ when !expr.Contains(Symbol.Z) => PowerSeries.Constant(expr, precision),
        Symbol => PowerSeries.Monomial(Expr.One, 1, precision),
        Sum sum => sum.Terms.Select(t => Of(t, precision)).Aggregate((a, b) => a + b),
        Product product => product.Children.Select(f => Of(f, precision)).Aggregate((a, b) => a * b),
        Power { Exponent: Number { Value: Fraction exponent } } power => OfPower(power, exponent, precision),
        Power power => Of(Function.Of(FunctionKind.Exp, power.Exponent * Function.Of(FunctionKind.Log, power.Base)), precision),
        Function { Arguments: [Expr argument] } function => Of(argument, precision).Apply(function.Kind),
        _ => throw new UserInputException($"no Taylor series of {expr} at z = 0 is known"),
    };

    /// <summary>z^n directly: its first coefficients vanish, which must not cost precision.</summary>
    private static PowerSeries OfPower(Power power, Fraction exponent, int precision) =>
        power.Base.Equals(Symbol.Z) && exponent.Denominator.IsOne && exponent.Numerator < precision
            && exponent.Numerator > -precision
            ? PowerSeries.Monomial(Expr.One, (int)exponent.Numerator, precision)
            : Of(power.Base, precision).Pow(exponent);
}

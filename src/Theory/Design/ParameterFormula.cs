using System.Globalization;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Design;

/// <summary>Values and roots of a formula in the parameter of a family.</summary>
public static class ParameterFormula
{
    /// <summary>All real roots by rising value, isolated exactly; with an exact expression where one is known.</summary>
    /// <exception cref="UserInputException">The formula is no polynomial with rational coefficients, or of too high a degree.</exception>
    public static IReadOnlyList<(double Value, Expr? Exact)> Roots(Expr formula, Symbol parameter)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(parameter);
        if (!formula.Contains(parameter))
        {
            return [];
        }

        if (RationalPolynomial.Coefficients(formula, parameter) is not { } coefficients || RationalPolynomial.TryOf(coefficients) is not { } above)
        {
            throw new UserInputException($"what is wanted leads to {formula} = 0, which is no polynomial in {parameter.Name}: such families are not solved");
        }

        RationalPolynomial below = RationalPolynomial.TryOf([.. coefficients.Select((c, i) => i % 2 == 0 ? c : -c)])!;
        double[] values = [.. below.PositiveRoots().Select(r => -r.Value).Reverse(), .. coefficients[0].IsZero ? (double[])[0] : [], .. above.PositiveRoots().Select(r => r.Value)];
        IReadOnlyList<Expr> exact = RealRoots.TryOf(formula.Substitute(parameter, Symbol.Z)) ?? [];
        return [.. values.Select(v => (v, exact.FirstOrDefault(e => ConstantValue.Of(e) is double x && Math.Abs(x - v) <= 1e-12 * Math.Max(1, Math.Abs(v)))))];
    }

    /// <summary>The value at a parameter.</summary>
    /// <exception cref="UserInputException">There is none, as of 1/w at w = 0.</exception>
    public static double At(Expr formula, Symbol parameter, double value)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(parameter);
        return ConstantValue.Of(formula.Substitute(parameter, Symbol.Z), value)
            ?? throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"{formula} has no value at {parameter.Name} = {value}"));
    }
}

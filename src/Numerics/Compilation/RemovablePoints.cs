using Fractions;
using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>Rational points at which a denominator of a formula vanishes: sin(z - 1)/(z - 1) at 1, where the formula as written is 0/0 and cancels nearby.</summary>
public static class RemovablePoints
{
    /// <summary>The points other than 0 on a piece.</summary>
    internal static IEnumerable<Fraction> Of(Expr formula, Piece piece) => Denominators(formula).SelectMany(Roots).Select(r => r.Reduce()).Distinct()
        .Where(r => !r.IsZero && r.ToNearestDouble() > piece.FromValue && r.ToNearestDouble() < piece.ToValue);

    /// <summary>The Taylor polynomials of a formula near 0 and near the other points where it has one and needs it, with their centres; that of 0 is the first to be asked.</summary>
    /// <param name="formula">The formula, in z.</param>
    /// <param name="piece">Where it holds.</param>
    public static IReadOnlyList<(double Centre, SmallArgumentSeries Series)> Series(Expr formula, Piece piece)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(piece);
        List<(double, SmallArgumentSeries)> found = [];
        if (SmallArgumentSeries.TryCreate(formula, piece) is SmallArgumentSeries atZero)
        {
            found.Add((0, atZero));
        }

        foreach (Fraction point in Of(formula, piece))
        {
            if (At(point, formula, piece) is SmallArgumentSeries series)
            {
                found.Add((point.ToNearestDouble(), series));
            }
        }

        return found;
    }

    /// <summary>The compiled formula with its Taylor polynomials.</summary>
    internal static Func<double, double> Join(Func<double, double> compiled, IReadOnlyList<(double Centre, SmallArgumentSeries Series)> all)
    {
        foreach ((double centre, SmallArgumentSeries series) in all.Reverse())
        {
            Func<double, double> rest = compiled;
            compiled = z => Math.Abs(z - centre) <= series.Radius ? series.Evaluate(z - centre) : rest(z);
        }

        return compiled;
    }

    /// <summary>The Taylor polynomial in z - point; null where the formula has none or does not need it.</summary>
    internal static SmallArgumentSeries? At(Fraction point, Expr formula, Piece piece) => formula.TrySubstitute(Symbol.Z, Symbol.Z + point) is Expr shifted
        ? SmallArgumentSeries.TryCreate(shifted, new Piece(piece.From is null ? null : piece.From - point, piece.To is null ? null : piece.To - point, shifted))
        : null;

    private static IEnumerable<Expr> Denominators(Expr expr) => expr.IsConstant ? []
        : expr.Children.SelectMany(Denominators).Concat(expr is Power { Exponent: Number { Value.IsNegative: true } } power ? [power.Base] : []);

    private static IEnumerable<Fraction> Roots(Expr denominator)
    {
        Expr vanishing = denominator is Sum sum && ExponentialMinusOne.TryRead(sum) is { Rest: [] } exponential ? exponential.Argument : denominator;
        return vanishing is Sum && UnivariatePolynomial.TryFrom(vanishing, Symbol.Z) is { Degree: 1 or 2 } p && p.Coefficients.All(c => c is Number)
            ? RootsOf(((Number)p[0]).Value, ((Number)p[1]).Value, ((Number)p[2]).Value)
            : [];
    }

    private static IEnumerable<Fraction> RootsOf(Fraction c, Fraction b, Fraction a) =>
        a.IsZero ? [-c / b]
        : Expr.Sqrt(Max((b * b) - (4 * a * c))) is Number { Value: var root } && ((b * b) - (4 * a * c)).IsPositive ? [(root - b) / (2 * a), (-root - b) / (2 * a)]
        : [];

    private static Fraction Max(Fraction discriminant) => discriminant.IsPositive ? discriminant : Fraction.Zero;
}

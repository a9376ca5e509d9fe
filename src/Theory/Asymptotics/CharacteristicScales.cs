using Theory.Activations;
using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>The distances on which an activation varies, read off its formula: where arguments of functions change by 1 or vanish, where powers balance, and breakpoints.</summary>
/// <param name="Least">The least one.</param>
/// <param name="Largest">The largest one.</param>
/// <remarks>For s(z/a) both are a times those of s(z).</remarks>
public readonly record struct CharacteristicScales(double Least, double Largest)
{
    /// <summary>Scales beyond these are those of formulas that double precision cannot follow.</summary>
    private const double Limit = 1e100;

    /// <summary>The scales of an activation; 1 where it has none, as ReLU.</summary>
    public static CharacteristicScales Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        double[] scales =
        [
            .. activation.Pieces.SelectMany(p => Of(p.Expression))
                .Concat(activation.Pieces.SelectMany(p => (double[])[Math.Abs(p.FromValue), Math.Abs(p.ToValue)]))
                .Where(s => s is > 1 / Limit and < Limit),
        ];
        return scales.Length == 0 ? new CharacteristicScales(1, 1) : new CharacteristicScales(scales.Min(), scales.Max());
    }

    private static IEnumerable<double> Of(Expr expr)
    {
        if (!expr.Contains(Symbol.Z))
        {
            return [];
        }

        IEnumerable<double> inner = expr.Children.SelectMany(Of);
        return expr switch
        {
            Function { Arguments: [Expr argument] } => inner.Concat(OfArgument(argument)),
            Sum sum => inner.Concat(OfBalance(sum)),
            _ => inner,
        };
    }

    /// <summary>Where an argument changes by 1.</summary>
    private static IEnumerable<double> OfArgument(Expr argument) =>
        Monomials(argument).Where(m => m.Power > 0).Select(m => Math.Pow(Math.Abs(m.Coefficient), -1.0 / m.Power));

    /// <summary>Where two terms of a sum c z^n, whatever bounded functions they are multiplied by, are of the same size.</summary>
    private static IEnumerable<double> OfBalance(Sum sum)
    {
        (double Coefficient, int Power)[] terms = [.. Monomials(sum)];
        return from a in terms
               from b in terms
               where a.Power < b.Power
               select Math.Pow(Math.Abs(a.Coefficient / b.Coefficient), 1.0 / (b.Power - a.Power));
    }

    /// <summary>The terms c z^n of a sum, without other factors.</summary>
    private static IEnumerable<(double Coefficient, int Power)> Monomials(Expr expr)
    {
        foreach (Expr term in expr is Sum sum ? sum.Terms : (IReadOnlyList<Expr>)[expr])
        {
            (double coefficient, int power) = (1, 0);
            foreach (Expr factor in term is Product product ? product.Children : [term])
            {
                power += factor.Equals(Symbol.Z) ? 1 : factor is Power { Exponent: Number { IsInteger: true } n } p && p.Base.Equals(Symbol.Z) ? (int)n.Value.ToDouble() : 0;
                coefficient *= factor.Contains(Symbol.Z) ? 1 : ConstantValue.Of(factor) ?? double.NaN;
            }

            if (double.IsFinite(coefficient) && coefficient != 0)
            {
                yield return (coefficient, power);
            }
        }
    }
}

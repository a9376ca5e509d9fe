using Fractions;
using Theory.Activations;
using Theory.Expressions;

namespace Theory.Validation.Activations;

/// <summary>The degree p of activations with s(c z) = c^p s(z) for every c > 0, such as RePU_p.</summary>
public static class HomogeneityDegree
{
    /// <summary>The degree, decided exactly; null for other activations and for s = 0.</summary>
    public static double? Of(Activation activation)
    {
        Fraction?[] degrees = [.. activation.Pieces.Where(p => !p.Expression.IsZero).Select(p => Of(p.Expression))];
        return degrees is [Fraction degree, ..] && degrees.All(d => d == degree) && activation.Breakpoints.All(b => b.IsZero)
            ? degree.ToDouble()
            : null;
    }

    private static Fraction? Of(Expr expr) => expr switch
    {
        _ when expr.IsConstant => Fraction.Zero,
        Symbol => Fraction.One,
        Sum sum => sum.Terms.Select(Of).Distinct().ToArray() is [Fraction degree] ? degree : null,
        Product product => product.Children.Select(Of).Aggregate((Fraction?)Fraction.Zero, (total, factor) => total + factor),
        Power { Exponent: Number { Value: var exponent } } power => Of(power.Base) * exponent,
        _ => null,
    };
}

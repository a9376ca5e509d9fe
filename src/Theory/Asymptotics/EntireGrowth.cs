using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>The growth of entire functions: the least known t with |f(z)| below exp(t |z|^2) times less, for complex z.</summary>
internal static class EntireGrowth
{
    /// <summary>An upper bound for t; null when f is not known to be entire of order at most 2 and finite type.</summary>
    public static Expr? Of(Expr f)
    {
        if (!f.Contains(Symbol.Z) || f is Symbol)
        {
            return Expr.Zero;
        }

        return f switch
        {
            Sum sum => sum.Terms.Select(Of).Aggregate(Larger),
            Product product => product.Factors.Select(Of).Aggregate((a, b) => a is null || b is null ? null : a + b),
            Power { Exponent: Number { IsInteger: true, Value.IsPositive: true } n } power => Of(power.Base) is Expr t ? n * t : null,
            Function { Arguments: [Expr u] } function when UnivariatePolynomial.TryFrom(u, Symbol.Z) is UnivariatePolynomial argument => Of(function.Kind, argument),
            _ => null,
        };
    }

    /// <summary>The larger of two bounds; null when one is unknown.</summary>
    public static Expr? Larger(Expr? a, Expr? b) => a is null || b is null ? null : ConstantValue.Of(b - a) > 0 ? b : a;

    /// <summary>True for polynomials in z.</summary>
    public static bool IsPolynomial(Expr f) => UnivariatePolynomial.TryFrom(f, Symbol.Z) is not null;

    private static Expr? Of(FunctionKind kind, UnivariatePolynomial u)
    {
        Expr squareOfSlope = u[1] * u[1];
        return kind switch
        {
            FunctionKind.Exp or FunctionKind.Sin or FunctionKind.Cos or FunctionKind.Sinh or FunctionKind.Cosh =>
                u.Degree <= 1 ? Expr.Zero : u.Degree == 2 ? Function.Of(FunctionKind.Abs, u[2]) : null,
            FunctionKind.Erf or FunctionKind.Erfc => u.Degree <= 1 ? squareOfSlope : null,
            FunctionKind.NormalCdf or FunctionKind.NormalPdf => u.Degree <= 1 ? squareOfSlope / 2 : null,
            _ => null,
        };
    }
}

namespace Theory.Expressions;

/// <summary>Hyperbolic functions in terms of exponentials.</summary>
public static class Hyperbolics
{
    /// <summary>
    /// Multiplied out with sinh(x) = (exp(x) - exp(-x))/2 and cosh(x) = (exp(x) + exp(-x))/2: exp(-K) sinh(K) overflows in the factors where
    /// 1/2 - exp(-2K)/2 does not, but for small K loses digits that the former keeps.
    /// </summary>
    /// <exception cref="UserInputException">The result would have too many terms.</exception>
    public static Expr ToExponentials(this Expr expr) => Expansion.Expand(Replace(expr));

    /// <summary>As <see cref="ToExponentials"/>; null where the result would have too many terms.</summary>
    public static Expr? TryToExponentials(this Expr expr) => Expansion.TryExpand(Replace(expr));

    private static Expr Replace(Expr expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        if (expr is Function { Kind: FunctionKind.Sinh or FunctionKind.Cosh } function)
        {
            Expr x = Replace(function.Arguments[0]);
            Expr falling = Function.Of(FunctionKind.Exp, -x) / 2;
            return (Function.Of(FunctionKind.Exp, x) / 2) + (function.Kind == FunctionKind.Sinh ? -falling : falling);
        }

        return expr.MapChildren(Replace);
    }
}

namespace Theory.Expressions;

/// <summary>Rebuilding an expression with changed parts.</summary>
public static class Substitution
{
    /// <summary>Replaces every occurrence of a symbol.</summary>
    public static Expr Substitute(this Expr expr, Symbol symbol, Expr replacement)
    {
        ArgumentNullException.ThrowIfNull(expr);
        return expr.Equals(symbol) ? replacement
            : expr.Contains(symbol) ? WithChildren(expr, [.. expr.Children.Select(c => c.Substitute(symbol, replacement))])
            : expr;
    }

    /// <summary>Replaces every occurrence of a symbol; null where that has no real value, as at a pole.</summary>
    public static Expr? TrySubstitute(this Expr expr, Symbol symbol, Expr replacement) => Attempt.At(() => expr.Substitute(symbol, replacement)).Value;

    /// <summary>The canonical expression of the same kind with every child replaced; one without children is what it was.</summary>
    internal static Expr MapChildren(this Expr expr, Func<Expr, Expr> replacement) => WithChildren(expr, [.. expr.Children.Select(replacement)]);

    /// <summary>The canonical expression of the same kind with other children.</summary>
    public static Expr WithChildren(Expr expr, params Expr[] children) => expr switch
    {
        Sum => Sum.Of(children),
        Product => Product.Of(children),
        Power => Power.Of(children[0], children[1]),
        Function function => Function.Of(function.Kind, children),
        _ => expr,
    };
}

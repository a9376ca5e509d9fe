namespace Theory.Expressions;

/// <summary>Typed forms of the logistic function and softplus, of which more is known than of their parts.</summary>
public static class LogisticForms
{
    /// <summary>u where a formula is log(1 + exp(u)), else null.</summary>
    public static Expr? SoftplusArgument(Function function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function.Kind == FunctionKind.Log ? LogisticArgument(function.Arguments[0]) : null;
    }

    /// <summary>u where a formula is 1 + exp(u), else null.</summary>
    public static Expr? LogisticArgument(Expr expr) => expr is Sum { Terms.Length: 2 } sum && sum.Terms.Contains(Expr.One)
        && sum - 1 is Function { Kind: FunctionKind.Exp } exponential ? exponential.Arguments[0] : null;

    /// <summary>A formula with softplus and sigmoid in place of log(1 + exp(u)) and powers of 1/(1 + exp(u)).</summary>
    internal static Expr Recognise(Expr f)
    {
        Expr written = f.MapChildren(Recognise);
        return written switch
        {
            Function function when SoftplusArgument(function) is Expr u => Function.Of(FunctionKind.Softplus, u),
            Power { Exponent: Number { IsInteger: true, Value: { IsNegative: true } n } } power when LogisticArgument(power.Base) is Expr u => Function.Of(FunctionKind.Sigmoid, -u).Pow(-n),
            _ => written,
        };
    }
}

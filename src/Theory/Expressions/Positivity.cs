namespace Theory.Expressions;

/// <summary>What can be known to be positive from the form of an expression alone.</summary>
internal static class Positivity
{
    /// <summary>True when the expression is certainly positive; false says nothing.</summary>
    public static bool IsPositive(Expr expr) => expr switch
    {
        Number number => number.Value.IsPositive,
        Pi or Root => true,
        Symbol symbol => symbol.IsPositive,
        Sum sum => sum.Terms.All(IsPositive),
        Product product => product.Coefficient.IsPositive && product.Factors.All(IsPositive),
        Power power => IsPositive(power.Base),
        Function function => function.Kind is FunctionKind.Exp or FunctionKind.Cosh or FunctionKind.Sech or FunctionKind.Sigmoid
            or FunctionKind.Softplus or FunctionKind.NormalCdf or FunctionKind.BivariateNormalCdf or FunctionKind.NormalPdf or FunctionKind.Erfc,
        _ => false,
    };
}

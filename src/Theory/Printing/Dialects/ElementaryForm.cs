using Theory.Expressions;

namespace Theory.Printing.Dialects;

/// <summary>Functions of the field in terms of exp, log, cosh and erfc, for languages that lack them.</summary>
internal static class ElementaryForm
{
    /// <summary>The exact definition; null for a function that has none.</summary>
    public static Expr? Of(Function function)
    {
        Expr x = function.Arguments[0];
        return function.Kind switch
        {
            FunctionKind.NormalPdf => Function.Of(FunctionKind.Exp, -(x * x) / 2) / Expr.Sqrt(2 * Pi.Value),
            FunctionKind.NormalCdf => Function.Of(FunctionKind.Erfc, -x / Expr.Sqrt(2)) / 2,
            FunctionKind.Sech => 1 / Function.Of(FunctionKind.Cosh, x),
            FunctionKind.Sigmoid => 1 / (1 + Function.Of(FunctionKind.Exp, -x)),
            FunctionKind.Softplus => Function.Of(FunctionKind.Log, 1 + Function.Of(FunctionKind.Exp, x)),
            _ => null,
        };
    }
}

using Theory.Expressions;

namespace Theory.Printing.Dialects;

/// <summary>The syntax that AngouriMath parses.</summary>
/// <remarks>AngouriMath's phi is Euler's totient, its log(x) is to base 10, and it has no exp.</remarks>
internal sealed class AngouriMathDialect : InfixDialect
{
    public override string Name => "AngouriMath";

    public override string Pi => "pi";

    public override string Symbol(string name) => Identifier.Of(name);

    public override Expr? Definition(Function function) =>
        function.Kind is FunctionKind.NormalPdf or FunctionKind.Sigmoid or FunctionKind.Softplus ? ElementaryForm.Of(function) : null;

    public override Written Function(Function function, Func<Expr, string> print) => function.Kind == FunctionKind.Exp
        ? new Written($"e^({print(function.Arguments[0])})", Binding.Power)
        : base.Function(function, print);

    protected override string? NameOf(FunctionKind kind) => kind switch
    {
        FunctionKind.Log => "ln",
        FunctionKind.Abs or FunctionKind.Sign or FunctionKind.Sin or FunctionKind.Cos or FunctionKind.Tanh or FunctionKind.Sinh or FunctionKind.Cosh
            or FunctionKind.Sech or FunctionKind.Arcsin or FunctionKind.Arctan => FunctionInfo.Of(kind).Name,
        _ => null,
    };
}

using Theory.Expressions;

namespace Theory.Printing.Dialects;

/// <summary>The Wolfram Language.</summary>
internal sealed class MathematicaDialect : InfixDialect
{
    public override string Name => "Mathematica";

    public override string Pi => "Pi";

    public override string Root(Root root, Func<Expr, string> print) =>
        $"(z /. FindRoot[{print(root.Equation)} == 0, {{z, {Digits(root.Value).Replace("E", "*^", StringComparison.Ordinal)}}}, WorkingPrecision -> 40])";

    /// <summary>An underscore would make a pattern: C_W is CW.</summary>
    public override string Symbol(string name) => Identifier.Of(name).Replace("_", "", StringComparison.Ordinal);

    public override string SquareRoot(string radicand) => Call("Sqrt", [radicand]);

    public override string Call(string name, IEnumerable<string> arguments) => $"{name}[{string.Join(", ", arguments)}]";

    public override Expr? Definition(Function function) => function.Kind is FunctionKind.Softplus ? ElementaryForm.Of(function) : null;

    public override Written Function(Function function, Func<Expr, string> print)
    {
        string[] x = [.. function.Arguments.Select(print)];
        return function.Kind switch
        {
            FunctionKind.NormalCdf => new Written(Call("CDF", ["NormalDistribution[]", x[0]]), Binding.Atom),
            FunctionKind.NormalPdf => new Written(Call("PDF", ["NormalDistribution[]", x[0]]), Binding.Atom),
            FunctionKind.BivariateNormalCdf => new Written(Call("CDF", [Call("BinormalDistribution", [x[2]]), $"{{{x[0]}, {x[1]}}}"]), Binding.Atom),

            // UnitStep[0] is 1.
            FunctionKind.Step => new Written(Call("Boole", [$"{x[0]} > 0"]), Binding.Atom),
            _ => base.Function(function, print),
        };
    }

    protected override string? NameOf(FunctionKind kind) => kind switch
    {
        FunctionKind.Sigmoid => "LogisticSigmoid",
        FunctionKind.Arcsin => "ArcSin",
        FunctionKind.Arctan => "ArcTan",
        FunctionKind.Gamma => "Gamma",

        // Exp, Log, Abs, Sign, Max, Min, Erf, Erfc, Sin, Cos, Tanh, Sinh, Cosh, Sech.
        _ => kind.ToString(),
    };
}

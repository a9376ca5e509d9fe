using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Printing.Dialects;

/// <summary>C# expressions of type double, with the special functions of Theory.Numerics.</summary>
internal sealed class CSharpDialect : InfixDialect
{
    public override string Name => "C#";

    public override string Pi => "Math.PI";

    public override string Symbol(string name) => Identifier.Of(name);

    public override Fraction Representable(Fraction magnitude) => DoubleFraction.WithinRange(magnitude);

    public override string Integer(BigInteger value) => DoubleFraction.Literal(value, int.MaxValue);

    /// <summary>1/2 would be 0.</summary>
    public override Written Fraction(Fraction value) =>
        new($"{Integer(value.Numerator)}{(value.Numerator <= int.MaxValue ? ".0" : "")}/{Integer(value.Denominator)}", Binding.Product);

    public override string SquareRoot(string radicand) => Call("Math.Sqrt", [radicand]);

    public override Written Power(Written @base, Written exponent) => new(Call("Math.Pow", [@base.Text, exponent.Text]), Binding.Atom);

    public override Written Function(Function function, Func<Expr, string> print) => function.Kind switch
    {
        // Math.Sign is an integer, and a quotient of two of them would be as well.
        FunctionKind.Sign => new Written($"(double)Math.Sign({print(function.Arguments[0])})", Binding.Power),
        FunctionKind.Step => new Written($"({print(function.Arguments[0])} > 0 ? 1.0 : 0.0)", Binding.Atom),
        _ => base.Function(function, print),
    };

    protected override string? NameOf(FunctionKind kind) => kind switch
    {
        FunctionKind.Exp => "Math.Exp",
        FunctionKind.Log => "Math.Log",
        FunctionKind.Abs => "Math.Abs",
        FunctionKind.Max => "Math.Max",
        FunctionKind.Min => "Math.Min",
        FunctionKind.Sin => "Math.Sin",
        FunctionKind.Cos => "Math.Cos",
        FunctionKind.Tanh => "Math.Tanh",
        FunctionKind.Sinh => "Math.Sinh",
        FunctionKind.Cosh => "Math.Cosh",
        FunctionKind.Arcsin => "Math.Asin",
        FunctionKind.Arctan => "Math.Atan",
        FunctionKind.Gamma => "MathNet.Numerics.SpecialFunctions.Gamma",
        FunctionKind.Erf or FunctionKind.Erfc or FunctionKind.NormalCdf or FunctionKind.NormalPdf or FunctionKind.BivariateNormalCdf
            or FunctionKind.Sech or FunctionKind.Sigmoid or FunctionKind.Softplus => $"SpecialFunctions.{kind}",
        _ => null,
    };
}

using System.Globalization;
using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Printing.Dialects;

/// <summary>Expressions on arrays of a framework whose functions do not take numbers: constants are written as such.</summary>
/// <param name="name">The name of the framework.</param>
/// <param name="isCSharp">It is written in C#, else in Python.</param>
/// <param name="functions">The names of the functions.</param>
internal sealed class ArrayDialect(string name, bool isCSharp, IReadOnlyDictionary<FunctionKind, string> functions) : InfixDialect
{
    public override string Name => name;

    public override string Pi => Literal(Math.PI);

    public override string Root(Root root, Func<Expr, string> print) => Literal(root.Value);

    public override Fraction Representable(Fraction magnitude) => DoubleFraction.WithinRange(magnitude);

    public override string Integer(BigInteger value) => isCSharp ? DoubleFraction.Literal(value, int.MaxValue) : DoubleFraction.Literal(value, BigInteger.One << 53);

    /// <summary>In C# 1/2 would be 0.</summary>
    public override Written Fraction(Fraction value) =>
        new($"{Integer(value.Numerator)}{(isCSharp && value.Numerator <= int.MaxValue ? ".0" : "")}/{Integer(value.Denominator)}", Binding.Product);

    public override string SquareRoot(string radicand) => isCSharp ? $"({radicand}).sqrt()" : $"({radicand})**0.5";

    public override Written Power(Written @base, Written exponent) => isCSharp
        ? new($"{@base.Within(Binding.Atom)}.pow({exponent.Text})", Binding.Atom)
        : new($"{@base.Within(Binding.Atom)}**{exponent.Within(Binding.Atom)}", Binding.Power);

    public override Expr? Definition(Function function) => ConstantOf(function) is null && NameOf(function.Kind) is null ? ElementaryForm.Of(function) : null;

    public override Written Function(Function function, Func<Expr, string> print) =>
        ConstantOf(function) is double constant ? new Written(Literal(constant), constant < 0 ? Binding.Sum : Binding.Atom) : base.Function(function, print);

    protected override string? NameOf(FunctionKind kind) => functions.GetValueOrDefault(kind);

    private static double? ConstantOf(Function function) => function.Contains(Expressions.Symbol.Z) ? null : ConstantValue.Of(function);

    private static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) is var text && text.Any(c => c is '.' or 'E') ? text : text + ".0";
}

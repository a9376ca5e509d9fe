using System.Globalization;
using Fractions;
using Theory.Expressions;

namespace Theory.Printing.Dialects;

/// <summary>Exact SymPy expressions: rational numbers stay rational, Phi is written with erfc, Phi2 as an integral.</summary>
internal sealed class SymPyDialect : PythonDialect
{
    public override string Name => "SymPy";

    public override string Pi => "pi";

    /// <summary>To 50 digits, from the equation in a positive symbol t.</summary>
    public override string Root(Root root, Func<Expr, string> print) => $"nsolve({print(root.Equation.Substitute(Expressions.Symbol.Z, new Symbol("t", isPositive: true)))}, t, {Digits(root.Value)}, prec=50)";

    /// <summary>1/2 would be the float 0.5.</summary>
    public override Written Fraction(Fraction value) => new(
        string.Create(CultureInfo.InvariantCulture, $"Rational({value.Numerator}, {value.Denominator})"), Binding.Atom);

    public override Expr? Definition(Function function) =>
        function.Kind is FunctionKind.NormalPdf or FunctionKind.NormalCdf or FunctionKind.Sigmoid or FunctionKind.Softplus ? ElementaryForm.Of(function) : null;

    public override Written Function(Function function, Func<Expr, string> print)
    {
        string[] x = [.. function.Arguments.Select(print)];
        return function.Kind switch
        {
            // SymPy's Heaviside(0) is 1/2 unless told.
            FunctionKind.Step => new Written(Call("Heaviside", [x[0], "0"]), Binding.Atom),
            FunctionKind.BivariateNormalCdf => WriteBivariateCdf(function, print),
            _ => base.Function(function, print),
        };
    }

    protected override string? NameOf(FunctionKind kind) => kind switch
    {
        FunctionKind.Abs => "Abs",
        FunctionKind.Max => "Max",
        FunctionKind.Min => "Min",
        FunctionKind.Arcsin => "asin",
        FunctionKind.Arctan => "atan",
        FunctionKind.Gamma => "gamma",
        _ => FunctionInfo.Of(kind).Name,
    };

    /// <summary>Plackett: Phi2(h, k, rho) = Phi(h) Phi(k) + 1/(2 pi) times the integral of exp(-(h^2 + k^2 - 2 h k sin t)/(2 cos^2 t)), 0 &lt; t &lt; arcsin(rho).</summary>
    private Written WriteBivariateCdf(Function function, Func<Expr, string> print)
    {
        (Expr h, Expr k, Expr rho) = (function.Arguments[0], function.Arguments[1], function.Arguments[2]);
        Symbol t = new("t");
        Expr square = Expressions.Function.Of(FunctionKind.Cos, t).Pow(2);
        Expr exponent = -((h * h) + (k * k) - (2 * h * k * Expressions.Function.Of(FunctionKind.Sin, t))) / (2 * square);
        string product = print(Expressions.Function.Of(FunctionKind.NormalCdf, h) * Expressions.Function.Of(FunctionKind.NormalCdf, k));
        string integral = Call("Integral", [print(Expressions.Function.Of(FunctionKind.Exp, exponent)), $"(t, 0, {print(Expressions.Function.Of(FunctionKind.Arcsin, rho))})"]);
        return new Written($"{product} + {integral}/(2*pi)", Binding.Sum);
    }
}

using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Printing.Dialects;

/// <summary>Python expressions for numbers and NumPy arrays, with the special functions of SciPy.</summary>
internal sealed class NumPyDialect : PythonDialect
{
    /// <summary>Longer integers than 64 bits would turn NumPy arrays into arrays of objects.</summary>
    private static readonly BigInteger LargestExact = BigInteger.One << 53;

    public override string Name => "NumPy";

    public override string Pi => "np.pi";

    public override Fraction Representable(Fraction magnitude) => DoubleFraction.WithinRange(magnitude);

    public override string Integer(BigInteger value) => DoubleFraction.Literal(value, LargestExact);

    public override string SquareRoot(string radicand) => Call("np.sqrt", [radicand]);

    public override Expr? Definition(Function function) =>
        function.Kind is FunctionKind.NormalPdf or FunctionKind.Sech ? ElementaryForm.Of(function) : null;

    public override Written Function(Function function, Func<Expr, string> print)
    {
        string[] x = [.. function.Arguments.Select(print)];
        return function.Kind switch
        {
            FunctionKind.Step => new Written(Call("np.heaviside", [x[0], "0.0"]), Binding.Atom),
            FunctionKind.Softplus => new Written(Call("np.logaddexp", ["0.0", x[0]]), Binding.Atom),
            FunctionKind.BivariateNormalCdf => new Written(
                Call("scipy.stats.multivariate_normal.cdf", [$"[{x[0]}, {x[1]}]", $"cov=[[1, {x[2]}], [{x[2]}, 1]]"]), Binding.Atom),
            _ => base.Function(function, print),
        };
    }

    protected override string? NameOf(FunctionKind kind) => kind switch
    {
        FunctionKind.Exp => "np.exp",
        FunctionKind.Log => "np.log",
        FunctionKind.Abs => "np.abs",
        FunctionKind.Sign => "np.sign",
        FunctionKind.Max => "np.maximum",
        FunctionKind.Min => "np.minimum",
        FunctionKind.Erf => "scipy.special.erf",
        FunctionKind.Erfc => "scipy.special.erfc",
        FunctionKind.NormalCdf => "scipy.special.ndtr",
        FunctionKind.Sin => "np.sin",
        FunctionKind.Cos => "np.cos",
        FunctionKind.Tanh => "np.tanh",
        FunctionKind.Sinh => "np.sinh",
        FunctionKind.Cosh => "np.cosh",
        FunctionKind.Sigmoid => "scipy.special.expit",
        FunctionKind.Arcsin => "np.arcsin",
        FunctionKind.Arctan => "np.arctan",
        FunctionKind.Gamma => "scipy.special.gamma",
        _ => null,
    };
}

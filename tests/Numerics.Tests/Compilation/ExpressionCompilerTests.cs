using FsCheck.Xunit;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Parsing;

namespace Theory.Numerics.Tests.Compilation;

public sealed class ExpressionCompilerTests
{
    /// <summary>Every kind of node and every function, on z in (0, 1) where all of them are real.</summary>
    private static readonly string[] Formulas =
    [
        "z", "7", "-2/3", "pi", "z + 1", "1 - z", "2*z/3", "z/7 - z/11", "3*(z+1)*(z+2)/(5*(z+3))", "z^2", "z^7", "z^64", "z^65", "z^-3",
        "1/(1+z)^2", "z^(1/2)", "z^(5/2)", "z^(1/3)", "z^(-3/2)", "(1+z)^z", "2^z", "sqrt(1+z^2)", "(z+1)^2*(z+1)^(1/2)", "1e-30*z + 1e30*z^2",
        "exp(z)", "log(1+z)", "abs(z-1/2)", "sign(z-1/2)", "step(z-1/2)", "max(z, 1-z)", "min(z, 1-z)", "erf(z)", "erfc(z)", "Phi(z)",
        "phi(z)", "sin(z)", "cos(z)", "tanh(z)", "sinh(z)", "cosh(z)", "sech(z)", "sigmoid(z)", "softplus(z)", "arcsin(z)", "arctan(z)",
        "exp(-z^2)*sin(3*z)^2/(1+z^4)", "z*tanh(softplus(z))", "(sqrt(z^2 + 1) - 1)/2 + z", "log(2)*sqrt(2)*z + pi^2",
    ];

    private static readonly (string Formula, Expr Expr, Func<double, double> Compiled)[] Cases =
        [.. Formulas.Select(f => (f, ExpressionParser.Parse(f, Symbol.Z), Compiled(f)))];

    [Property(MaxTest = 200)]
    public void CompiledExpressions_EqualTheirInterpretation(ushort point)
    {
        double z = (point + 0.5) / 65537;
        foreach ((string formula, Expr expr, Func<double, double> compiled) in Cases)
        {
            double expected = Interpreter.Evaluate(expr, z);
            double actual = compiled(z);
            Assert.True(Math.Abs(actual - expected) <= 1e-13 * Math.Max(Math.Abs(expected), 0.01), $"{formula} at {z}: {actual}, not {expected}");
        }
    }

    [Theory]
    [InlineData("z/10", 3, 0.3)]
    [InlineData("z/3", 1, 1.0 / 3)]
    [InlineData("0.1*z", 7, 0.7)]
    public void RationalCoefficients_DivideOnce_SoThatResultsAreCorrectlyRounded(string formula, double z, double expected) =>
        Assert.Equal(expected, Compiled(formula)(z));

    [Fact]
    public void NumbersBeyondTheRangeOfDoubles_CompileAsTheirQuotient() =>
        Assert.Equal(1e-15, Compiled("(10^400+1)*z/10^415")(1), 1e-30);

    [Fact]
    public void IntegerPowers_KeepTheSign()
    {
        Assert.Equal(-27, Compiled("z^3")(-3));
        Assert.Equal(-1.0 / 27, Compiled("z^-3")(-3));
    }

    [Fact]
    public void NaN_StaysNaN_InEveryFunction()
    {
        foreach (FunctionInfo f in FunctionInfo.All.Where(f => f.Arity == 1))
        {
            Assert.True(double.IsNaN(ExpressionCompiler.Compile(Function.Of(f.Kind, Symbol.Z), Symbol.Z)(double.NaN)), f.Name);
        }
    }

    [Fact]
    public void AnotherSymbol_IsAnError_ThatNamesIt()
    {
        UserInputException error = Assert.Throws<UserInputException>(() => ExpressionCompiler.Compile(Symbol.K + Symbol.Z, Symbol.Z));
        Assert.Contains("contains K", error.Message, StringComparison.Ordinal);
    }

    private static Func<double, double> Compiled(string formula) => ExpressionCompiler.Compile(ExpressionParser.Parse(formula, Symbol.Z), Symbol.Z);
}

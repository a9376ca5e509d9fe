using Theory.Expressions;
using Theory.Parsing;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Expressions;

public class TextPrinterTests
{
    [Theory]
    [InlineData("z*K", "K*z")]
    [InlineData("1/2 z", "z/2")]
    [InlineData("-z", "-z")]
    [InlineData("1-z", "1 - z")]
    [InlineData("z^2-2z+1", "z^2 - 2*z + 1")]
    [InlineData("1/(2z)", "1/(2*z)")]
    [InlineData("sqrt(8)", "2*sqrt(2)")]
    [InlineData("1/sqrt(2)", "1/sqrt(2)")]
    [InlineData("sqrt(K/(2pi))", "sqrt(K/(2*pi))")]
    [InlineData("K^(3/2)", "K^(3/2)")]
    [InlineData("1/K^2", "1/K^2")]
    [InlineData("(z+1)^2", "(z + 1)^2")]
    [InlineData("2z(z+1)", "2*z*(z + 1)")]
    [InlineData("exp(-z^2)", "exp(-z^2)")]
    [InlineData("max(0,z)", "max(0, z)")]
    [InlineData("2^z", "2^z")]
    [InlineData("(1/2)^z", "(1/2)^z")]
    [InlineData("z^(1/3)", "z^(1/3)")]
    [InlineData("Phi(1/sqrt(K))", "Phi(1/sqrt(K))")]
    [InlineData("-2/3", "-2/3")]
    [InlineData("z - 1/3", "z - 1/3")]
    [InlineData("tanh(-z)", "-tanh(z)")]
    public void Text_OfFormula_IsPlain(string formula, string expected)
    {
        Expr expr = ExpressionParser.Parse(formula, Z, K);
        Assert.Equal(expected, TextPrinter.Print(expr));
        Assert.Equal(expected, expr.ToString());
    }
}

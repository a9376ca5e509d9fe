using FsCheck.Xunit;
using Theory.Algebra;
using Theory.Expressions;
using Theory.Parsing;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Algebra;

public class UnivariatePolynomialTests
{
    [Fact]
    public void Coefficients_AreRead()
    {
        UnivariatePolynomial p = Read("(z+1)^2*(z-sqrt(2)) + K");
        Assert.Equal([K - Expr.Sqrt(2), 1 - (2 * Expr.Sqrt(2)), 2 - Expr.Sqrt(2), 1], p.Coefficients);
        Assert.Equal(3, p.Degree);
    }

    [Theory]
    [InlineData("sin(z)")]
    [InlineData("1/z")]
    [InlineData("sqrt(z)")]
    [InlineData("2^z")]
    [InlineData("z + abs(z)")]
    [InlineData("(1+exp(z)+sin(z)+tanh(z)+erf(z))^40")]
    [InlineData("z^3/(z+1)")]
    public void OtherExpressions_AreNoPolynomials(string text) => Assert.Null(UnivariatePolynomial.TryFrom(ExpressionParser.Parse(text, Z), Z));

    [Fact]
    public void HiddenPolynomial_IsRecognised() => Assert.Equal([1, 0, 1], Read("z*(z+1/z)").Coefficients);

    [Fact]
    public void CancellingTerms_GiveZero()
    {
        UnivariatePolynomial zero = Read("(z+1)^2 - z^2 - 2z - 1");
        Assert.True(zero.IsZero);
        Assert.Equal(-1, zero.Degree);
        Assert.Equal(Expr.Zero, zero[0]);
    }

    [Theory]
    [InlineData("z^301")]
    [InlineData("(z^20)^20")]
    [InlineData("(z+1)^1000000000")]
    [InlineData("z^(10^400)")]
    public void HighDegree_IsRefused(string text)
    {
        Expr expr = ExpressionParser.Parse(text, Z);
        Assert.Throws<UserInputException>(() => UnivariatePolynomial.TryFrom(expr, Z));
    }

    [Fact]
    public void HugePowerOfAConstant_IsACoefficient() => Assert.Equal(1, Read("pi^(10^400)*z").Degree);

    [Property(MaxTest = 100)]
    public void Operations_AgreeWithExpressions(sbyte[] a, sbyte[] b)
    {
        UnivariatePolynomial p = Of(a), q = Of(b);
        Assert.Equal(Expansion.Expand(p.ToExpr(Z) + q.ToExpr(Z)), (p + q).ToExpr(Z));
        Assert.Equal(Expansion.Expand(p.ToExpr(Z) - q.ToExpr(Z)), (p - q).ToExpr(Z));
        Assert.Equal(Expansion.Expand(p.ToExpr(Z) * q.ToExpr(Z)), (p * q).ToExpr(Z));
        Assert.Equal(p.ToExpr(Z).Derivative(Z), p.Derivative().ToExpr(Z));
        Assert.Equal(Expansion.Expand(p.ToExpr(Z).Substitute(Z, Expr.Sqrt(2) + 1)), p.ValueAt(Expr.Sqrt(2) + 1));
        Assert.Equal(p.Coefficients, UnivariatePolynomial.TryFrom(p.ToExpr(Z), Z)!.Coefficients);
    }

    private static UnivariatePolynomial Of(sbyte[] coefficients) => UnivariatePolynomial.Of([.. coefficients.Take(8).Select(c => (Expr)(int)c)]);

    private static UnivariatePolynomial Read(string text) => UnivariatePolynomial.TryFrom(ExpressionParser.Parse(text, Z, K), Z)!;
}

using Theory.Asymptotics;
using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Tests.Asymptotics;

/// <summary>What formulas tell of their growth against Gaussian densities.</summary>
public sealed class GaussianGrowthTests
{
    [Theory]
    [InlineData("exp(abs(z)^2.02)")]
    [InlineData("exp(z^2*log(1+z^2))")]
    [InlineData("exp(exp(z))")]
    [InlineData("cosh(z^3)")]
    [InlineData("softplus(exp(z^2))^2*exp(exp(z))")]
    [InlineData("exp(z^4-5*z^3)-exp(z^2)")]
    [InlineData("(1+z^2)^(z^2)")]
    [InlineData("sin(z)*exp(z^4)")]
    public void Beyond(string formula) => Assert.Equal(new GaussianGrowth(true, 0), GaussianGrowth.Of(Of(formula), 1));

    [Theory]
    [InlineData("exp(z^2/4)", 0.25)]
    [InlineData("z^3*exp(z^2/4-7*z)+exp(z^2/5)", 0.25)]
    [InlineData("cosh(z^2/5)^3", 0.6)]
    [InlineData("sinh(-z^2/3)", 1.0 / 3)]
    [InlineData("sqrt(exp(z^2/2)+1)", 0.25)]
    [InlineData("exp(sqrt(1+z^4)/4)/(1+z^2)", 0.25)]
    [InlineData("exp(z^2/(4+1/z^2))", 0.25)]
    [InlineData("cos(z)*exp(z^2/3)*exp(-z^2/4)", 1.0 / 12)]
    [InlineData("log(1+exp(z))*exp(z^2)", 1)]
    [InlineData("tanh(1/z)*exp(z^2)", 1)]
    public void Gaussian(string formula, double rate)
    {
        GaussianGrowth growth = GaussianGrowth.Of(Of(formula), 1)!.Value;
        Assert.False(growth.IsBeyond);
        Assert.Equal(rate, growth.Rate, 1e-12);
        Assert.Equal((false, null, true), (growth.Diverges(2, 0.249 / rate), growth.Diverges(2, 0.25 / rate), growth.Diverges(2, 0.251 / rate)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("z^7")]
    [InlineData("exp(abs(z)^1.98)")]
    [InlineData("exp(z^2/log(2+z^2))")]
    [InlineData("exp(-z^4)*exp(z^2)")]
    [InlineData("log(1+exp(z^4))")]
    [InlineData("tanh(exp(z^3))")]
    [InlineData("exp(-exp(z))*exp(z^5)")]
    [InlineData("erfc(z)*exp(z^2/2)")]
    [InlineData("sin(z^3)+tanh(sin(z))")]
    [InlineData("1/(1+exp(-z^2))")]
    public void Below(string formula) => Assert.Equal(new GaussianGrowth(false, 0), GaussianGrowth.Of(Of(formula), 1));

    /// <summary>Leading terms may cancel, and what oscillates faster and faster has derivatives that outgrow it.</summary>
    [Theory]
    [InlineData("exp(z^2+z)-exp(z^2)")]
    [InlineData("sin(exp(z^2))")]
    [InlineData("exp(z^2*sin(z))")]
    [InlineData("exp(sqrt(z^2+1)^4-z^4)")]
    public void NotKnown(string formula) => Assert.Null(GaussianGrowth.Of(Of(formula), 1));

    [Fact]
    public void SidesDiffer()
    {
        Assert.Equal(new GaussianGrowth(false, 0), GaussianGrowth.Of(Of("exp(z^3)"), -1));
        Assert.Equal(new GaussianGrowth(true, 0), GaussianGrowth.Of(Of("exp(-z^3)"), -1));
    }

    private static Expr Of(string formula) => ExpressionParser.Parse(formula, Symbol.Z);
}

using Theory.Enclosures;
using Theory.Expressions;
using Theory.Parsing;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Enclosures;

public class IntervalFunctionsTests
{
    public static TheoryData<string> Functions =>
    [
        "exp(z)", "log(1+z^2)", "log(2+sin(z))", "sqrt(1+z^2)", "tanh(z)", "sinh(z)", "cosh(z)", "sech(z)", "arctan(z)", "arcsin(z/(1+z^2))", "sin(z)", "cos(z)", "erf(z)", "erfc(z)", "Phi(z)", "phi(z)", "sigmoid(z)",
        "softplus(z)", "abs(z)", "max(z,1)", "min(z,-1)", "sign(z)", "step(z)", "z^2", "z^3", "z^-2", "z^-3", "1/(1+z^2)", "(1+z^2)^(3/2)", "(1+z^2)^(-1/3)", "z*tanh(z)", "z-1/3", "pi*z",
    ];

    /// <summary>At a point the enclosure is narrow and holds the value, of either sign; over an interval it holds the values inside.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Values_AreEnclosed_OnBothSidesOfZero(string text)
    {
        Expr f = ExpressionParser.Parse(text, Z);
        foreach (double z in (double[])[-30, -7.3, -2, -1, -0.3, -1e-5, 1e-9, 0.2, 0.99, 1.7, 5, 26])
        {
            double value = ConstantValue.Of(f, z)!.Value;
            double slack = 1e-13 * Math.Abs(value);
            Interval point = FormulaRange.Of(f, Interval.Of(z));
            Assert.InRange(value, point.Lower - slack, point.Upper + slack);
            Assert.InRange(point.Width, 0, (1e-11 * Math.Abs(value)) + 1e-15);
            Interval range = FormulaRange.Of(f, new Interval(z, z + 0.7));
            Assert.All(Enumerable.Range(0, 8), i => Assert.InRange(ConstantValue.Of(f, z + (0.1 * i))!.Value, range.Lower - (1e-12 * Math.Abs(range.Lower)), range.Upper + (1e-12 * Math.Abs(range.Upper))));
        }
    }

    /// <summary>From a positive number to infinity, where factors that grow meet others that fall.</summary>
    [Theory]
    [InlineData("z*sigmoid(-z)")]
    [InlineData("z^3*exp(-z)")]
    [InlineData("z^2*Phi(-z)")]
    [InlineData("z*tanh(softplus(-z))")]
    [InlineData("z*sech(z)^2")]
    [InlineData("z/sqrt(z^2+1)")]
    [InlineData("z^2*(z^2+4)^(-3/2)")]
    [InlineData("z*erfc(2*z)")]
    public void UnboundedRanges_HoldEveryValue_AndAreBounded(string text)
    {
        Expr f = ExpressionParser.Parse(text, Z);
        foreach (double from in (double[])[0.5, 2.7, 20])
        {
            Interval range = FormulaRange.Of(f, new Interval(from, double.PositiveInfinity));
            Assert.True(from < 4 || range.IsFinite, $"{range}");
            Assert.All(Enumerable.Range(0, 200), i => Assert.InRange(ConstantValue.Of(f, from * Math.Exp(0.03 * i))!.Value, range.Lower - 1e-13, range.Upper + 1e-13));
        }
    }
}

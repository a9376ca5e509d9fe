using System.Text.RegularExpressions;
using FsCheck.Xunit;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Parsing;
using Theory.Printing;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Printing;

public class LatexPrinterTests
{
    [Theory]
    [InlineData("K/2", @"\frac{K}{2}")]
    [InlineData("-1/2", @"-\frac{1}{2}")]
    [InlineData("z^2", "z^{2}")]
    [InlineData("sqrt(K)", @"\sqrt{K}")]
    [InlineData("z^(1/3)", @"\sqrt[3]{z}")]
    [InlineData("sqrt(K/(2pi))", @"\sqrt{\frac{K}{2 \, \pi}}")]
    [InlineData("1/sqrt(K)", @"\frac{1}{\sqrt{K}}")]
    [InlineData("Phi(1/sqrt(K))", @"\Phi\left(\frac{1}{\sqrt{K}}\right)")]
    [InlineData("phi(z)", @"\varphi\left(z\right)")]
    [InlineData("abs(z)", @"\left|z\right|")]
    [InlineData("exp(-z)", "e^{-z}")]
    [InlineData("(z+1)^2", @"\left(z + 1\right)^{2}")]
    [InlineData("exp(z)^z", @"e^{z^{2}}")]
    [InlineData("sin(z)^2", @"\left(\sin\left(z\right)\right)^{2}")]
    [InlineData("(z+1)/2*sin(z)", @"\frac{1}{2} \, \left(z + 1\right) \, \sin\left(z\right)")]
    [InlineData("pi^2", @"\pi^{2}")]
    [InlineData("(1/2)^z", @"\left(\frac{1}{2}\right)^{z}")]
    public void Latex_OfFormula(string formula, string expected) =>
        Assert.Equal(expected, LatexPrinter.Print(ExpressionParser.Parse(formula, Z, K)));

    [Fact]
    public void Subscripts_AreGrouped() => Assert.Equal("C_{W1}", LatexPrinter.Print(new Symbol("C_W1")));

    [Property(Arbitrary = [typeof(RandomExpressions)], MaxTest = 500)]
    public void Latex_IsBalanced(Expr expr) => AssertBalanced(LatexPrinter.Print(expr));

    [Property(Arbitrary = [typeof(RandomExpressions)], MaxTest = 500)]
    public void Latex_OfDifferentExpressions_IsDifferent(Expr a, Expr b) =>
        Assert.True(a == b || LatexPrinter.Print(a) != LatexPrinter.Print(b), $"{a} and {b} are both {LatexPrinter.Print(a)}");

    [Fact]
    public void Latex_OfClosedForms_IsBalanced()
    {
        Derivation derivation = Derivation.Of(Activation.Parse("mrepu:3"));
        foreach (Quantity quantity in Quantity.All)
        {
            AssertBalanced(LatexPrinter.Print(derivation[quantity].Formula!));
            AssertBalanced(quantity.Latex);
        }
    }

    private static void AssertBalanced(string latex)
    {
        int depth = 0;
        foreach (char c in latex)
        {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            Assert.True(depth >= 0, latex);
        }

        Assert.True(depth == 0, latex);
        Assert.True(Regex.Count(latex, @"\\left\b|\\left(?=[(|])") == Regex.Count(latex, @"\\right\b|\\right(?=[)|])"), latex);
        Assert.DoesNotContain("--", latex, StringComparison.Ordinal);
        Assert.DoesNotContain("+ -", latex, StringComparison.Ordinal);
    }
}

using Fractions;
using FsCheck.Xunit;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Parsing;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Parsing;

public class RoundTripTests
{
    [Property(Arbitrary = [typeof(RandomExpressions)], MaxTest = 2000, EndSize = 40)]
    public void ParseOfPrint_IsTheExpression(Expr expr)
    {
        string text = TextPrinter.Print(expr);
        Expr read = ExpressionParser.Parse(text, Z, K);
        Assert.True(expr == read, $"{text} was read as {read}");
    }

    [Fact]
    public void ProductOfRoots_IsNotPrintedAsRootOfProduct()
    {
        // sqrt(z*(z + 1)) exists for z < -1, sqrt(z)*sqrt(z + 1) does not.
        Expr product = Expr.Sqrt(Z) * Expr.Sqrt(Z + 1);
        Assert.NotEqual(Expr.Sqrt(Z * (Z + 1)), product);
        Assert.Equal(product, ExpressionParser.Parse(TextPrinter.Print(product), Z));
        Expr quotient = Expr.Sqrt(2) / Expr.Sqrt(Z);
        Assert.Equal(quotient, ExpressionParser.Parse(TextPrinter.Print(quotient), Z));
    }

    [Theory]
    [InlineData("mrepu:3")]
    [InlineData("leaky_relu")]
    [InlineData("hard_tanh")]
    [InlineData("abs(z^2-2)")]
    [InlineData("max(0, z - pi/3)^2")]
    public void ClosedForms_AreReadBack(string activation)
    {
        Derivation derivation = Derivation.Of(Activation.Parse(activation));
        foreach (Expr formula in Quantity.All.Select(q => derivation[q].Formula).OfType<Expr>())
        {
            Assert.Equal(formula, ExpressionParser.Parse(TextPrinter.Print(formula), K));
        }
    }

    [Fact]
    public void Fractions_OfEveryShape_AreReadBack()
    {
        Expr[] shapes =
        [
            new Fraction(-3, 7), Power.Of(new Fraction(2, 3), Z), (-Z).Pow(new Fraction(1, 3)), 1 / (2 * Pi.Value), K.Pow(new Fraction(-3, 2)),
            -Expr.Sqrt(K / (2 * Pi.Value)), Z.Pow(-Z), 5 / (3 * Z.Pow(2) * (Z + 1)), Expr.Sqrt(3) / (2 * Expr.Sqrt(Z - 1)), Power.Of(5, new Fraction(2, 3)) * Z,
        ];
        foreach (Expr shape in shapes)
        {
            Assert.Equal(shape, ExpressionParser.Parse(TextPrinter.Print(shape), Z, K));
        }
    }
}

using System.Xml.Linq;
using FsCheck.Xunit;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Parsing;
using Theory.Printing;
using Theory.Printing.Documents;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Printing;

public class MathMlPrinterTests
{
    private static readonly XNamespace MathMl = "http://www.w3.org/1998/Math/MathML";

    /// <summary>How many children each element of MathML must have; the others may have any number.</summary>
    private static readonly Dictionary<string, int> Children = new()
    {
        ["mfrac"] = 2,
        ["msup"] = 2,
        ["msub"] = 2,
        ["mroot"] = 2,
        ["msqrt"] = 1,
        ["mi"] = 0,
        ["mn"] = 0,
        ["mo"] = 0,
        ["mspace"] = 0,
    };

    [Theory]
    [InlineData("K/2", "<mfrac><mi>K</mi><mn>2</mn></mfrac>")]
    [InlineData("-1/2", "<mrow><mo>&#x2212;</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow>")]
    [InlineData("z^2", "<msup><mi>z</mi><mn>2</mn></msup>")]
    [InlineData("z^(1/3)", "<mroot><mi>z</mi><mn>3</mn></mroot>")]
    [InlineData("1-z", "<mrow><mn>1</mn><mo>&#x2212;</mo><mi>z</mi></mrow>")]
    [InlineData("pi*z", "<mrow><mi>&#x3C0;</mi><mo>&#x2062;</mo><mi>z</mi></mrow>")]
    [InlineData("exp(z)", "<msup><mi>e</mi><mi>z</mi></msup>")]
    [InlineData("Phi(z)", "<mrow><mi>&#x3A6;</mi><mo>&#x2061;</mo><mrow><mo>(</mo><mrow><mi>z</mi></mrow><mo>)</mo></mrow></mrow>")]
    public void MathMl_OfFormula(string formula, string expected) => Assert.Equal(
        $"""<math xmlns="{MathMl}" display="block">{expected}</math>""", MathMlPrinter.Print(ExpressionParser.Parse(formula, Z, K)));

    [Fact]
    public void Subscripts_AreSet() =>
        Assert.Contains("<msub><mi>C</mi><mi>W</mi></msub>", MathMlPrinter.Print(new Symbol("C_W")), StringComparison.Ordinal);

    [Property(Arbitrary = [typeof(RandomExpressions)], MaxTest = 500)]
    public void MathMl_IsWellFormed(Expr expr) => AssertWellFormed(XElement.Parse(MathMlPrinter.Print(expr)));

    [Property(Arbitrary = [typeof(RandomExpressions)], MaxTest = 500)]
    public void MathMl_OfDifferentExpressions_IsDifferent(Expr a, Expr b) =>
        Assert.True(a == b || MathMlPrinter.Print(a) != MathMlPrinter.Print(b), $"{a} and {b} are both {MathMlPrinter.Print(a)}");

    [Theory]
    [InlineData("relu", 7)]
    [InlineData("gelu", 6)]
    [InlineData("perceptron", 5)]
    [InlineData("exp(z^2)", 7)]
    [InlineData("z*Phi(z+1/2)", 6)]
    [InlineData("tanh", 0)]
    public void Document_HasOneElementForEachClosedForm(string activation, int expected)
    {
        // Elements side by side are no document of XML by themselves.
        string text = FormulaFormat.MathMl.Write(Derivation.Of(Activation.Parse(activation)));
        XElement[] elements = [.. XElement.Parse($"<body>{text}</body>").Elements()];
        Assert.Equal(expected, elements.Length);
        Assert.All(elements, AssertWellFormed);
        Assert.Equal(Quantity.All.Count + 2, text.TrimEnd().Split(Environment.NewLine).Length);
    }

    private static void AssertWellFormed(XElement math)
    {
        Assert.Equal(MathMl + "math", math.Name);
        Assert.All(math.DescendantsAndSelf(), element =>
        {
            Assert.Equal(MathMl, element.Name.Namespace);
            if (Children.TryGetValue(element.Name.LocalName, out int count))
            {
                Assert.Equal(count, element.Elements().Count());
            }
            else
            {
                Assert.Contains(element.Name.LocalName, (string[])["math", "mrow"]);
            }
        });
    }
}

using Fractions;
using FsCheck.Xunit;
using Theory.Algebra;
using Theory.Expressions;
using Theory.Parsing;
using static Theory.Expressions.Symbol;

namespace Theory.Tests.Algebra;

public class RealRootsTests
{
    [Theory]
    [InlineData("z", "0")]
    [InlineData("2z-3", "3/2")]
    [InlineData("z^2-2", "-sqrt(2);sqrt(2)")]
    [InlineData("z^2-z-1", "1/2-sqrt(5)/2;1/2+sqrt(5)/2")]
    [InlineData("z^2+1", "")]
    [InlineData("(z-1)^2", "1")]
    [InlineData("z^2-pi", "-sqrt(pi);sqrt(pi)")]
    [InlineData("z-pi/3", "pi/3")]
    [InlineData("z^3-z", "-1;0;1")]
    [InlineData("(z-1/2)*(z+2/3)*(z-5)", "-2/3;1/2;5")]
    [InlineData("(z-1)*(z^2-3)", "-sqrt(3);1;sqrt(3)")]
    [InlineData("z^4+1", "")]
    [InlineData("z^6+z^2+3", "")]
    [InlineData("(z-2)^3*(z^4+z+1)", "2")]
    [InlineData("z^5", "0")]
    [InlineData("exp(z)", "")]
    [InlineData("z*exp(z)", "0")]
    [InlineData("tanh(z-1)", "1")]
    [InlineData("log(z)", "1")]
    [InlineData("exp(z)-2", "log(2)")]
    [InlineData("exp(z)+2", "")]
    [InlineData("3*sigmoid(z)-1", "-log(2)")]
    [InlineData("sigmoid(z)-2", "")]
    [InlineData("tanh(z)+1/2", "-log(3)/2")]
    [InlineData("1/(z-1)", "1")]
    [InlineData("log(z)-1", "exp(1)")]
    public void Roots_AreExact(string polynomial, string expected)
    {
        IEnumerable<Expr> roots = RealRoots.Of(ExpressionParser.Parse(polynomial, Z)).Distinct();
        IEnumerable<Expr> exact = expected.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(r => ExpressionParser.Parse(r));
        Assert.Equal(exact.OrderBy(r => Evaluator.At(r)), roots.OrderBy(r => Evaluator.At(r)));
    }

    [Theory]
    [InlineData("z^3-z-1")]
    [InlineData("z^5-z+3")]
    [InlineData("sin(z)")]
    [InlineData("z*sin(z)*cos(z)+1")]
    [InlineData("z+exp(z)")]
    [InlineData("pi*z^3+z-1")]
    public void RootsWithoutExactForm_AreAnErrorThatSaysSo(string text)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => RealRoots.Of(ExpressionParser.Parse(text, Z)).ToList());
        Assert.Contains("no exact form", error.Message, StringComparison.Ordinal);
        Assert.Contains("piecewise", error.Message, StringComparison.Ordinal);
    }

    [Property(MaxTest = 100)]
    public void Roots_OfProductsOfLinearFactors_AreTheFactors(int a, int b, int c)
    {
        Fraction[] roots = [new(a % 20, 1 + Math.Abs(b % 5)), new(b % 20, 1 + Math.Abs(c % 5)), new(c % 20)];
        Expr product = Expansion.Expand(Product.Of(roots.Select(r => Z - r)) * 7);
        Assert.Equal(roots.Select(r => r.Reduce()).Distinct().Order(), RealRoots.Of(product).Select(r => ((Number)r).Value).Distinct().Order());
    }

    [Theory]
    [InlineData("z^3-z-1", 1)]
    [InlineData("z^3-3z+1", 3)]
    [InlineData("z^4+1", 0)]
    [InlineData("(z-1)^3*(z+2)^2*(z^2+1)", 2)]
    [InlineData("-z^5+z-3", 1)]
    [InlineData("z", 1)]
    [InlineData("5", 0)]
    [InlineData("z^10-1", 2)]
    public void SturmSequence_CountsDistinctRealRoots(string text, int count) =>
        Assert.Equal(count, RationalPolynomial.TryOf(RationalPolynomial.Coefficients(ExpressionParser.Parse(text, Z), Z)!)!.CountRealRoots());
}

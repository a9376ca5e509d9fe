using Fractions;
using FsCheck.Xunit;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Tests.Algebra;

public sealed class PolynomialTests
{
    [Property(MaxTest = 100)]
    public void Operations_AreThoseOfTheValues(int[] a, int[] b, int x, int y)
    {
        Polynomial f = Of(a);
        Polynomial g = Of(b);
        Fraction[] point = [new(x % 20, 3), new(y % 20, 7)];
        Assert.Equal((f.Evaluate(point) * g.Evaluate(point)).Reduce(), (f * g).Evaluate(point));
        Assert.Equal((f.Evaluate(point) - g.Evaluate(point)).Reduce(), (f - g).Evaluate(point));
        Assert.Equal(f.Evaluate(g.Evaluate(point), point[0]), f.Substitute([g, Polynomial.Variable(0)]).Evaluate(point));
        Assert.Equal(Fraction.Pow(f.Evaluate(point), 3).Reduce(), f.Pow(3).Evaluate(point));
        Assert.Equal(((f * g).Derivative(0) - (f.Derivative(0) * g)), f * g.Derivative(0));
    }

    [Property(MaxTest = 100)]
    public void ChebyshevCoefficients_ConvertBothWays(int[] a)
    {
        Polynomial f = Of(a);
        Assert.Equal(f, ChebyshevBasis.ToMonomials(ChebyshevBasis.FromMonomials(f)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void ChebyshevPolynomial_IsTheCosineOfAMultiple(int n)
    {
        Polynomial t = ChebyshevBasis.Polynomial(n);
        Assert.Equal(Polynomial.Of(Monomial.Of(0, n), Fraction.One), ChebyshevBasis.FromMonomials(t));

        // T_n(cos(pi/3)) = cos(n pi/3), and T_n(cosh x) = cosh(n x) at 5/4 = cosh(log 2).
        Assert.Equal(Math.Cos(n * Math.PI / 3), t.Evaluate(new Fraction(1, 2)).ToDouble(), 1e-12);
        Assert.Equal((Fraction.Pow(2, n) + Fraction.Pow(new Fraction(1, 2), n)) / 2, t.Evaluate(new Fraction(5, 4)));
    }

    [Fact]
    public void Range_OfChebyshevPolynomials_IsExact_AndContainsEveryValue()
    {
        InputDomain box = InputDomain.Cube(1, 3, 7);
        Polynomial mapped = Polynomial.Variable(0).Scale(new Fraction(1, 2)) - Polynomial.Constant(new Fraction(5, 2));
        RationalInterval range = RangeEnclosure.Of(ChebyshevBasis.Polynomial(9).Substitute([mapped]), box);
        Assert.Equal(new RationalInterval(-1, 1), range);
        Assert.Equal(new RationalInterval(1, null), RangeEnclosure.Of(Polynomial.Variable(0).Pow(4) + Polynomial.One, InputDomain.Everywhere(1)));
        Assert.Equal(RationalInterval.Everything, RangeEnclosure.Of(Polynomial.Variable(0).Pow(3), InputDomain.Everywhere(1)));
        Assert.Equal(new Fraction(0), RangeEnclosure.Of(Polynomial.Variable(0).Pow(2), InputDomain.Cube(1, -1, 1)).Lower);
    }

    [Fact]
    public void MonomialsOfTooHighDegree_Overflow_InsteadOfBecomingOthers()
    {
        Monomial high = Monomial.Of(0, 200);
        Assert.Equal(200, high.Degree);
        Assert.Throws<OverflowException>(() => high * high);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    public void EmptyAndReversedDomains_AreRefused(int lower, int upper) => Assert.Throws<UserInputException>(() => InputDomain.Cube(1, lower, upper));

    private static Polynomial Of(int[] a) => Polynomial.Of(a.Take(6).Select((c, i) => KeyValuePair.Create(Monomial.Of(0, i % 4) * Monomial.Of(1, i / 2), new Fraction(c % 100, i + 1))));
}

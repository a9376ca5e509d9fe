using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Planning;
using Theory.Polynomials.Tests.Generated;

namespace Theory.Polynomials.Tests.Planning;

public sealed class CompositionTests
{
    [Fact]
    public void ComposedPolynomials_AreTakenApart_AndOthersAreNot()
    {
        Random random = new(5);
        for (int i = 0; i < 60; i++)
        {
            int k = 2 + random.Next(3);
            Polynomial inner = Polynomial.Univariate([.. Enumerable.Range(0, 2 + random.Next(3)).Select(_ => RandomPolynomials.Rational(random)), 1, 2]);
            Fraction[] outer = [.. Enumerable.Range(0, k).Select(_ => RandomPolynomials.Rational(random)), 3];
            Polynomial composed = Polynomial.Combination(outer.Select((c, m) => (c, inner.Pow(m))));
            Composition found = Assert.IsType<Composition>(Composition.TryOf(composed, k));
            Assert.Equal(composed, Polynomial.Combination(found.Outer.Select((c, m) => (c, found.Inner.Pow(m)))));
            Assert.Null(Composition.TryOf(composed + Polynomial.Variable(0), k));
        }
    }
}

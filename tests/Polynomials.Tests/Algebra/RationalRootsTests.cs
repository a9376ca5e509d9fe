using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Tests.Generated;

namespace Theory.Polynomials.Tests.Algebra;

public sealed class RationalRootsTests
{
    [Fact]
    public void ProductsOfLinearAndIrreducibleFactors_HaveTheRootsOfTheLinearOnes()
    {
        Random random = new(1);
        Polynomial x = Polynomial.Variable(0);
        Polynomial[] irreducible = [(x * x) - Polynomial.Constant(2), (x * x) + Polynomial.One, x.Pow(3) - x - Polynomial.One];
        for (int i = 0; i < 200; i++)
        {
            Fraction[] roots = [.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomPolynomials.Rational(random))];
            Polynomial product = roots.Aggregate(Polynomial.Constant(RandomPolynomials.Rational(random) + 20), (f, r) => f * (x - Polynomial.Constant(r)).Pow(1 + random.Next(2)));
            product = random.Next(2) == 0 ? product : product * irreducible[random.Next(irreducible.Length)];
            Assert.Equal(roots.Distinct().Order(), RationalRoots.Of(product.ToCoefficients()));
        }
    }
}

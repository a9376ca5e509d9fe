using Fractions;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Shallow;

namespace Theory.Polynomials.Tests.Shallow;

/// <summary>Lemma 7 as the paper states it, and RePU for comparison.</summary>
public sealed class PairedConstructionTests
{
    public static TheoryData<int> Orders => [1, 2, 3, 4, 5, 6, 7];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Network_IsThePolynomialPlusTheResidual_Exactly(int p)
    {
        Fraction[] c = ShallowConstructionTests.Polynomial(p)[..(p + 1)];
        PairedConstruction paired = PairedConstruction.Create(c, p, 2, new Fraction(1, 100));
        Assert.Equal(2 * (p + 1), paired.Network.Neurons);
        foreach (int i in Enumerable.Range(-20, 41))
        {
            Fraction x = new(i, 10);
            Assert.Equal((paired.Network.Polynomial.Evaluate(x) + paired.Residual(x)).Reduce(), paired.Network.Evaluate(x));
            Assert.True(paired.Residual(x).Abs() <= paired.ResidualBound(2));
        }

        // It is near the polynomial, not equal to it.
        Assert.Throws<NotPolynomialException>(() => NetworkExpansion.Of(paired.Network));
    }

    [Fact]
    public void Residual_IsProportionalToTheScale()
    {
        Fraction[] c = [1, -2, 3];
        Fraction Residual(int n) => PairedConstruction.Create(c, 2, 1, new Fraction(1, n)).Residual(new Fraction(1, 3));
        Assert.Equal(Residual(10), (Residual(1000) * 100).Reduce());
        Assert.False(Residual(10).IsZero);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Determinant_IsThatOfTheMatrix_AndNotZero(int p)
    {
        Fraction[] offsets = SlopeSet.Of(p + 1);
        Fraction[][] matrix = [.. Enumerable.Range(0, p + 1).Select(k => offsets.Select(b => MRePU.Binomial(p, k) * Fraction.Pow(b, k)).ToArray())];
        Fraction determinant = PairedConstruction.Determinant(offsets);
        Assert.Equal(Determinants.Of(matrix), determinant);
        Assert.False(determinant.IsZero);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void RePU_OfTwoPUnits_IsThePolynomial(int p)
    {
        Fraction[] c = ShallowConstructionTests.Polynomial(p)[..(p + 1)];
        RePUConstruction network = RePUConstruction.Create(c, p);
        Assert.Equal(2 * p, network.Neurons);

        // Between breakpoints both sides are polynomials of degree p: p + 1 points on every piece decide.
        Fraction[] breakpoints = [-100, .. network.Offsets.Select(b => -b).Order(), 100];
        foreach ((Fraction from, Fraction to) in breakpoints.Zip(breakpoints.Skip(1)))
        {
            foreach (int i in Enumerable.Range(0, p + 1))
            {
                Fraction x = from + ((to - from) * new Fraction(i, p + 1));
                Fraction expected = c.Reverse().Aggregate(Fraction.Zero, (sum, v) => (sum * x) + v).Reduce();
                Assert.Equal(expected, network.Evaluate(x));
            }
        }
    }
}

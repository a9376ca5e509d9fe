using Fractions;
using FsCheck.Xunit;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Shallow;

namespace Theory.Polynomials.Tests.Shallow;

public sealed class ShallowConstructionTests
{
    public static TheoryData<int> Orders => [1, 2, 3, 4, 5, 6, 7, 12];

    [Theory]
    [MemberData(nameof(Orders))]
    public void OnInterval_NetworkOfPPlusOneUnits_IsThePolynomialThere(int p)
    {
        PolynomialNetwork network = ShallowConstruction.OnInterval(Polynomial(p), p, new Fraction(5, 2));
        Assert.Equal((p + 1, 1), (network.Neurons, network.HiddenLayers));
        Assert.True(NetworkExpansion.Of(network).IsExact);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Everywhere_NetworkOfTheFewestUnits_IsThePolynomialOnEveryPiece(int p)
    {
        PolynomialNetwork network = ShallowConstruction.Everywhere(Polynomial(p), p);
        Assert.Equal(p % 2 == 1 ? 2 * (p + 1) : (2 * p) + 3, network.Neurons);
        Assert.True(NetworkExpansion.Of(network).IsExact);

        // Far out and at random, by evaluation as well.
        foreach (Fraction x in (Fraction[])[-1000, new(-7, 3), -1, 0, new(1, 5), 2, 1000])
        {
            Assert.Equal(network.Polynomial.Evaluate(x), network.Evaluate(x));
        }
    }

    [Property(MaxTest = 30)]
    public void Everywhere_AnyPolynomial_IsReproduced(int[] coefficients, int order)
    {
        int p = 1 + (Math.Abs(order % 5));
        Fraction[] c = [.. coefficients.Take(p + 2).Select(n => new Fraction(n % 1000, 7))];
        Assert.True(NetworkExpansion.Of(ShallowConstruction.Everywhere(c.Length == 0 ? [Fraction.One] : c, p)).IsExact);
    }

    /// <summary>The proof in docs/polynomial-networks.md: one unit on each side of a breakpoint has no polynomial in common, whatever its slopes.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void OneUnitOnEachSideOfABreakpoint_IsNeverAPolynomial(int p)
    {
        foreach ((int a, int b) in from a in Enumerable.Range(1, 5) from b in Enumerable.Range(1, 5) select (a, b))
        {
            // Right of 0 the sum is w (a s - 1) (a s)^p, left of 0 it is v (-b s - 1) (-b s)^p: equal for no weights but 0.
            Fraction[] right = MRePU.ActiveSide(p, a, Fraction.MinusOne);
            Fraction[] left = MRePU.ActiveSide(p, -b, Fraction.MinusOne);
            Fraction determinant = (right[p] * left[p + 1]) - (right[p + 1] * left[p]);
            Assert.False(determinant.IsZero);
        }
    }

    [Fact]
    public void DegreeAboveOrderPlusOne_IsRefused_WithTheOrderThatWouldDo()
    {
        UserInputException error = Assert.Throws<UserInputException>(() => ShallowConstruction.OnInterval([0, 0, 0, 0, 1], 2, 1));
        Assert.Contains("p >= 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(101, 1)]
    [InlineData(2, 0)]
    [InlineData(2, -1)]
    public void BadOrderOrRadius_IsRefused(int p, int radius) =>
        Assert.Throws<UserInputException>(() => ShallowConstruction.OnInterval([0, 1], p, radius));

    /// <summary>A polynomial of full degree p + 1 with no coefficient zero.</summary>
    internal static Fraction[] Polynomial(int p) => [.. Enumerable.Range(0, p + 2).Select(k => new Fraction((k % 2 == 0 ? 1 : -1) * (k + 2), k + 1).Reduce())];
}

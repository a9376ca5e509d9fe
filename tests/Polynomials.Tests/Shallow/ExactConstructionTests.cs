using Fractions;
using FsCheck.Xunit;
using Theory.Polynomials.Shallow;

namespace Theory.Polynomials.Tests.Shallow;

public class ExactConstructionTests
{
    public static TheoryData<int> Orders => [1, 2, 3, 4, 5, 6, 7];

    [Theory]
    [MemberData(nameof(Orders))]
    public void OnInterval_NetworkOfPPlusOneUnits_IsThePolynomialThere(int p)
    {
        Fraction[] polynomial = Polynomial(p);
        Fraction radius = new(5, 2);
        ShallowNetwork network = ExactConstruction.OnInterval(polynomial, p, radius);
        Assert.Equal(p + 1, network.Units.Count);
        Assert.All(network.Breakpoints, b => Assert.True(b.Abs() > radius));
        Assert.Equal(polynomial, network.PolynomialAt(0));
        Assert.Equal(Value(polynomial, radius), network.Evaluate(radius));
        Assert.Equal(Value(polynomial, -radius), network.Evaluate(-radius));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Everywhere_NetworkIsThePolynomial_BetweenAllBreakpointsAndBeyond(int p)
    {
        Fraction[] polynomial = Polynomial(p);
        ShallowNetwork network = ExactConstruction.Everywhere(polynomial, p);
        Assert.True(network.Units.Count <= 2 * (p + 1 + ((p + 1) % 2)), $"{network.Units.Count} units");
        Fraction[] b = [.. network.Breakpoints];
        Fraction[] between = [b[0] - 1, .. b.Zip(b.Skip(1), (l, r) => (l + r) / 2), b[^1] + 1];
        Assert.All(between, x => Assert.Equal(polynomial, network.PolynomialAt(x)));
    }

    [Property(MaxTest = 100)]
    public void Everywhere_AgreesAtEveryPoint(int[] coefficients, int numerator)
    {
        const int P = 3;
        Fraction[] polynomial = [.. Enumerable.Range(0, P + 2).Select(k => new Fraction(k < coefficients.Length ? coefficients[k] : k, 3))];
        Fraction x = new(numerator, 11);
        Assert.Equal(Value(polynomial, x), ExactConstruction.Everywhere(polynomial, P).Evaluate(x).Reduce());
    }

    [Fact]
    public void DoubleEvaluation_FollowsTheExactOne()
    {
        ShallowNetwork network = ExactConstruction.OnInterval(Polynomial(2), 2, 1);
        for (int i = -10; i <= 10; i++)
        {
            Assert.Equal(network.Evaluate(new Fraction(i, 10)).ToDouble(), network.Evaluate(i / 10.0), 1e-12);
        }
    }

    [Fact]
    public void DegreeAboveOrderPlusOne_IsRefused_WithTheOrderThatWouldDo()
    {
        UserInputException error = Assert.Throws<UserInputException>(() => ExactConstruction.OnInterval([0, 0, 0, 0, 1], 2, 1));
        Assert.Contains("p >= 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 0)]
    [InlineData(2, -1)]
    public void BadOrderOrRadius_IsRefused(int p, int radius) =>
        Assert.Throws<UserInputException>(() => ExactConstruction.OnInterval([0, 1], p, radius));

    /// <summary>A polynomial of full degree p + 1 with no coefficient zero.</summary>
    private static Fraction[] Polynomial(int p) => [.. Enumerable.Range(0, p + 2).Select(k => new Fraction((k % 2 == 0 ? 1 : -1) * (k + 2), k + 1).Reduce())];

    private static Fraction Value(Fraction[] polynomial, Fraction x) =>
        polynomial.Reverse().Aggregate(Fraction.Zero, (sum, c) => (sum * x) + c).Reduce();
}

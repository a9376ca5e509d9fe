using Fractions;
using FsCheck.Xunit;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Comparison;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;

namespace Theory.Polynomials.Tests.Planning;

/// <summary>Every network of every strategy is proven to be its polynomial; the proof itself is tested in NetworkExpansionTests.</summary>
public sealed class ExactNetworksTests
{
    private static readonly string[] Names = ["x", "y", "z"];

    [Theory]
    [InlineData("3x^4*y - x*y^2 + 7", 2)]
    [InlineData("x", 1)]
    [InlineData("x^2", 1)]
    [InlineData("x^3", 3)]
    [InlineData("x*y*z", 1)]
    [InlineData("x*y*z", 2)]
    [InlineData("x^7 - x^5/3 + 2", 1)]
    [InlineData("(x+y)^5", 4)]
    [InlineData("(x+2y-z)^6 + x", 2)]
    [InlineData("x^2*y^2*z^2 - 1", 3)]
    [InlineData("0", 2)]
    [InlineData("7/3", 2)]
    [InlineData("0.1x - 1e-3", 5)]
    [InlineData("x^30 - x^17/7", 2)]
    [InlineData("(x*y)^9*z", 2)]
    [InlineData("x^9 + x^8*y + 3", 8)]
    public void EveryCandidate_EqualsThePolynomial_InTheGraphAndInLayers(string text, int p)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        foreach (InputDomain domain in new[] { InputDomain.Cube(polynomial.Variables.Count, -1, 1), InputDomain.Everywhere(polynomial.Variables.Count) })
        {
            foreach (PolynomialNetwork network in ExactNetworks.Candidates(polynomial.Polynomial, polynomial.Variables, p, domain))
            {
                AssertExact(network);
            }
        }
    }

    [Property(MaxTest = 25)]
    public void AnyPolynomial_AnyBox_AnyOrder_IsExact(int[] coefficients, byte[] exponents, int order, int corner, byte width, bool everywhere)
    {
        int dimension = 1 + (exponents.Length % 3);
        Polynomial polynomial = Polynomial.Of(coefficients.Take(5).Select((c, i) => KeyValuePair.Create(
            Enumerable.Range(0, dimension).Aggregate(Monomial.One, (m, v) => m * Monomial.Of(v, exponents.Length == 0 ? i : exponents[((i * 3) + v) % exponents.Length] % 4)),
            new Fraction(c % 1000, 1 + (i * 2)))));
        InputDomain domain = everywhere ? InputDomain.Everywhere(dimension) : InputDomain.Cube(dimension, corner % 10, (corner % 10) + 1 + new Fraction(width, 50));
        foreach (Strategy strategy in Enum.GetValues<Strategy>())
        {
            AssertExact(ExactNetworks.Create(polynomial, Names[..dimension], 1 + Math.Abs(order % 4), domain, strategy));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void DensePolynomials_NeedAQuarterOfTheorem8sNeurons_AndFewerLayers(int p)
    {
        // d = 3 and 4 by far; the command --table goes through all of d = 1..4, N = 2..8.
        foreach ((int dimension, int degree) in from d in new[] { 1, 2, 3 } from n in Enumerable.Range(2, d == 3 ? 4 : 7) select (d, n))
        {
            Polynomial polynomial = DensePolynomials.Of(dimension, degree);
            PolynomialNetwork network = ExactNetworks.Create(polynomial, Names[..dimension], p, InputDomain.Cube(dimension, -1, 1), Strategy.FewestNeurons);
            Assert.True(4 * network.Neurons <= PublishedSizes.Theorem8Neurons(dimension, degree, p), $"d = {dimension}, N = {degree}: {network.Neurons}");
            Assert.True(network.HiddenLayers < PublishedSizes.Theorem8Layers(degree));
            AssertExact(network);
        }
    }

    [Theory]
    [InlineData("x^2", 1, 1)]
    [InlineData("x*y", 1, 2)]
    [InlineData("x^2 + y^2 + x*y", 1, 2)]
    [InlineData("x*y", 3, 4)]
    [InlineData("x^2*y", 2, 9)]
    [InlineData("(x+2y)^3 + 1", 2, 2)]
    [InlineData("x^4", 1, 2)]
    [InlineData("x^3 - 2x", 2, 2)]
    public void FewestNeurons_OnABox_AreAtMost(string text, int p, int neurons) =>
        Assert.InRange(Create(text, p, Strategy.FewestNeurons).Neurons, 1, neurons);

    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(2, 1, 6)]
    [InlineData(3, 1, 6)]
    public void Everywhere_FittedToOnePolynomial_NeedsFewerUnitsThanAFixedLayer(int p, int layers, int neurons)
    {
        PolynomialText polynomial = PolynomialText.Parse($"x^{p + 1} + x/3 - x^{p}/5");
        PolynomialNetwork network = ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, p, InputDomain.Everywhere(1), Strategy.FewestLayers);
        Assert.Equal((layers, neurons), (network.HiddenLayers, network.Neurons));
    }

    [Theory]
    [InlineData("x^9", 2, 2)]
    [InlineData("x^9 + x^8 - x", 2, 2)]
    [InlineData("x^27 - x^5", 2, 3)]
    [InlineData("x^2*y^2*z^2 + x", 1, 3)]
    [InlineData("(x+y)^16", 3, 2)]
    public void FewestLayers_AreTheLogarithmOfTheDegree(string text, int p, int layers) =>
        Assert.Equal(layers, Create(text, p, Strategy.FewestLayers).HiddenLayers);

    [Fact]
    public void TooFewLayers_AreRefused_WithTheNumberThatIsNeeded()
    {
        PolynomialText polynomial = PolynomialText.Parse("x^9");
        UserInputException error = Assert.Throws<UserInputException>(() =>
            ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, 2, InputDomain.Cube(1, -1, 1), Strategy.Automatic, mostLayers: 1));
        Assert.Contains("allow 2 layers, or use p >= 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SharedSubexpressions_AreComputedOnce()
    {
        // Both terms need the same squares.
        int once = Create("(x*y)^2*z", 1, Strategy.FewestNeurons).Neurons;
        int twice = Create("(x*y)^2*z + 5*(x*y)^2*z", 1, Strategy.FewestNeurons).Neurons;
        Assert.Equal(once, twice);
    }

    private static PolynomialNetwork Create(string text, int p, Strategy strategy)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        return ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, p, InputDomain.Cube(polynomial.Variables.Count, -1, 1), strategy);
    }

    private static void AssertExact(PolynomialNetwork network)
    {
        Assert.True(NetworkExpansion.Of(network).IsExact);
        LayeredNetwork layered = LayeredNetwork.From(network);
        Assert.True(NetworkExpansion.Of(layered.ToGraph()).IsExact);
        Assert.Equal(network.HiddenLayers, layered.HiddenLayers);

        // Independently of the expansion, by evaluation at a point of the domain.
        Fraction[] point = [.. network.Domain.Sides.Select((s, i) => s.IsBounded ? ((s.Lower!.Value * (i + 2)) + s.Upper!.Value) / (i + 3) : new Fraction(7 - (5 * i), 3))];
        Assert.Equal(network.Polynomial.Evaluate(point), network.Evaluate(point));
        Assert.Equal(network.Polynomial.Evaluate(point), layered.Evaluate(point));
    }
}

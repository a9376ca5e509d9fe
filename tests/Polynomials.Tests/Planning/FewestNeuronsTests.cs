using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;
using Theory.Polynomials.Tests.Generated;

namespace Theory.Polynomials.Tests.Planning;

/// <summary>What docs/polynomial-networks.md proves about the number of units of one layer, and what shifts and compositions save.</summary>
public sealed class FewestNeuronsTests
{
    [Theory]
    [InlineData("x^2+x", 2, true, 4)]
    [InlineData("x^2+x", 2, false, 2)]
    [InlineData("x^2+100x", 2, false, 2)]
    [InlineData("x^2+100x", 2, true, 4)]
    [InlineData("x^2+x", 1, true, 3)]
    [InlineData("x^2+x", 3, false, 2)]
    [InlineData("x^3-3x", 2, true, 3)]
    [InlineData("x^3-3x", 2, false, 1)]
    [InlineData("(x-1/2)^3", 2, true, 4)]
    [InlineData("x^3+3x^2+3x", 2, true, 4)]
    [InlineData("x^3+x", 2, true, 6)]
    [InlineData("(x+1/3)^4-7", 3, true, 4)]
    [InlineData("(x-2)^3*(x+5)", 3, true, 3)]
    [InlineData("(x+3)^5", 4, true, 4)]
    [InlineData("(x-2)^4", 1, true, 4)]
    [InlineData("(x-2)^4", 1, false, 2)]
    [InlineData("(x^2+x)^3", 2, false, 4)]
    [InlineData("x^2+x+y^2-3y", 2, true, 8)]
    [InlineData("x^2+x+y^2-3y", 2, false, 4)]
    [InlineData("x", 2, true, 0)]
    [InlineData("3x - y/2 + 1", 1, false, 0)]
    public void Shifts_Compositions_AndAffineMaps_AreFound(string text, int p, bool everywhere, int neurons)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        Assert.Equal(neurons, Fewest(polynomial.Polynomial, p, everywhere ? InputDomain.Everywhere(polynomial.Variables.Count) : InputDomain.Cube(polynomial.Variables.Count, -1, 1)));
    }

    /// <summary>One breakpoint takes three units, or four where the polynomial is a power about it; two take six (docs/polynomial-networks.md).</summary>
    [Fact]
    public void Cubics_OfOrderTwo_Everywhere_TakeTheProvenNumber()
    {
        Random random = new(2);
        for (int i = 0; i < 60; i++)
        {
            // q' = 3a (x - r)(x - s), or without rational zeros.
            Fraction r = RandomPolynomials.Rational(random);
            Fraction s = i % 3 == 0 ? r : RandomPolynomials.Rational(random);
            Fraction a = RandomPolynomials.Rational(random).Abs() + 1;
            Fraction lift = i % 3 == 1 ? 2 * ((r - s) * (r - s)) + 1 : 0;
            Fraction[] q = [RandomPolynomials.Rational(random), 3 * a * ((r * s) + lift), -3 * a * (r + s) / 2, a];
            int expected = !lift.IsZero ? 6 : r == s ? 4 : 3;
            Assert.Equal(expected, Fewest(Polynomial.Univariate(q), 2, InputDomain.Everywhere(1)));
        }
    }

    /// <summary>A shift of the variable and of the domain changes nothing.</summary>
    [Fact]
    public void ShiftedPolynomials_TakeAsManyUnits()
    {
        Random random = new(3);
        for (int i = 0; i < 40; i++)
        {
            int p = 1 + random.Next(3);
            Polynomial q = Polynomial.Univariate(Enumerable.Range(0, p + 2).Select(_ => RandomPolynomials.Rational(random)));
            Fraction t = RandomPolynomials.Rational(random);
            Polynomial shifted = Centring.Shifted(q, [-t]);
            Assert.Equal(Fewest(q, p, InputDomain.Everywhere(1)), Fewest(shifted, p, InputDomain.Everywhere(1)));
            Assert.Equal(Fewest(q, p, InputDomain.Cube(1, -1, 1)), Fewest(shifted, p, InputDomain.Cube(1, t - 1, t + 1)));
        }
    }

    [Fact]
    public void NoOtherStrategy_HasFewerUnits()
    {
        Random random = new(4);
        for (int i = 0; i < 25; i++)
        {
            int variables = 1 + random.Next(2);
            int p = 1 + random.Next(4);
            Polynomial polynomial = RandomPolynomials.Of(random, variables, 1 + random.Next(6));
            InputDomain domain = random.Next(2) == 0 ? InputDomain.Everywhere(variables) : InputDomain.Cube(variables, -1, 1);
            int fewest = Fewest(polynomial, p, domain);
            foreach (Strategy strategy in Enum.GetValues<Strategy>())
            {
                Assert.True(fewest <= ExactNetworks.Create(polynomial, Names[..variables], p, domain, strategy).Neurons, $"{polynomial}, p = {p}, {strategy}");
            }
        }
    }

    private static int Fewest(Polynomial polynomial, int p, InputDomain domain)
    {
        PolynomialNetwork network = ExactNetworks.Create(polynomial, Names[..domain.Dimension], p, domain, Strategy.FewestNeurons);
        Assert.True(NetworkExpansion.Of(network).IsExact);
        return network.Neurons;
    }

    private static readonly string[] Names = ["x", "y"];
}

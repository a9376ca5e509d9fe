using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;
using Theory.Polynomials.Stability;

namespace Theory.Polynomials.Tests.Generated;

/// <summary>Whatever the polynomial, order, domain and layout: the network builds, is proven, is bounded, exported and read back.</summary>
public sealed class RandomNetworksTests
{
    private const int CasesOfASeed = 8;

    private static readonly string[] Names = ["x", "y", "z"];

    /// <summary>What was proven when the network was built for all of space must be known when its error is bounded on a box.</summary>
    [Theory]
    [InlineData("x^8", 4)]
    [InlineData("x^10", 2)]
    [InlineData("x^12", 2)]
    [InlineData("x^20", 1)]
    [InlineData("x^8+y^8", 4)]
    [InlineData("(x+1)^8", 4)]
    [InlineData("x^8 - x^6", 3)]
    [InlineData("(x-5)^4+(y+1/3)^6", 1)]
    public void EvenPowers_Everywhere_GoThrough(string text, int p)
    {
        PolynomialText polynomial = PolynomialText.Parse(text);
        GoThrough(polynomial.Polynomial, polynomial.Variables, p, InputDomain.Everywhere(polynomial.Variables.Count), BundleAim.Few);
        GoThrough(polynomial.Polynomial, polynomial.Variables, p, InputDomain.Everywhere(polynomial.Variables.Count), BundleAim.Fewest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void RandomPolynomials_GoThrough_InEveryLayout(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < CasesOfASeed; i++)
        {
            int variables = 1 + random.Next(3);
            int p = 1 + random.Next(7);
            int degree = 1 + random.Next(variables == 1 ? 24 : variables == 2 ? 10 : 6);
            Polynomial polynomial = RandomPolynomials.Of(random, variables, degree);
            Fraction lower = RandomPolynomials.Rational(random);
            InputDomain domain = random.Next(2) == 0
                ? InputDomain.Everywhere(variables)
                : InputDomain.Cube(variables, lower, lower + RandomPolynomials.Rational(random).Abs() + new Fraction(1, 3));
            GoThrough(polynomial, Names[..variables], p, domain, i % 2 == 0 ? BundleAim.Few : BundleAim.Fewest);
        }
    }

    private static void GoThrough(Polynomial polynomial, IReadOnlyList<string> names, int p, InputDomain domain, BundleAim aim)
    {
        InputDomain box = domain.IsBounded ? domain : InputDomain.Cube(domain.Dimension, -1, 1);
        foreach (PolynomialNetwork network in ExactNetworks.Candidates(polynomial, names, p, domain, aim))
        {
            string name = $"{polynomial.ToString(names)}, p = {p}, {(domain.IsBounded ? "box" : "everywhere")}, {network.Neurons} units";
            LayeredNetwork layered = LayeredNetwork.From(network);
            Assert.True(NetworkExpansion.Of(layered.ToGraph()).IsExact, name);
            Assert.Equal(network.Neurons, layered.Neurons);
            ErrorBound bound = ErrorBound.Of(layered, box);
            Assert.False(double.IsNaN(bound.Double) || double.IsNaN(bound.Single) || double.IsNaN(bound.Condition), name);
            Assert.NotEmpty(OnnxFile.Write(layered));
            Assert.NotEmpty(CSharpSource.Write(layered));
            LayeredNetwork read = NetworkJson.Read(NetworkJson.Write(layered).ToJsonString());
            Assert.Equal((layered.Neurons, layered.Parameters), (read.Neurons, read.Parameters));
        }
    }
}

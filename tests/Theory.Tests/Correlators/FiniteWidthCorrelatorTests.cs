using Fractions;
using Theory.Correlators;
using Theory.Expressions;

namespace Theory.Tests.Correlators;

public class FiniteWidthCorrelatorTests
{
    /// <summary>The connected four-point correlator, theory.md section 3, PDLT 4.40: one vertex for each pairing.</summary>
    [Fact]
    public void ConnectedFourPoint_IsTheVertexOverWidth()
    {
        Symbol n = CorrelatorSymbols.Width;
        Expr D(string i, string j) => CorrelatorSymbols.Delta(i, j);
        Expr V(string a, string b, string c, string d) => CorrelatorSymbols.Vertex((a, b), (c, d));
        Expr expected = ((D("i", "j") * D("k", "l") * V("1", "2", "3", "4")) + (D("i", "k") * D("j", "l") * V("1", "3", "2", "4"))
            + (D("i", "l") * D("j", "k") * V("1", "4", "2", "3"))) / n;

        Expr connected = FiniteWidthCorrelator.Connected(CorrelatorIndex.Parse("1,2,3,4", "i,j,k,l"));

        Assert.Equal(Expansion.Expand(expected), connected);
    }

    [Theory]
    [InlineData("1,1,1,1", "3*V/n")]
    [InlineData("1,1,2,2", "V/n")]
    [InlineData("1,1,1,2", "0")]
    [InlineData("1,1,1,1,1,1", "15*V_6/n^2")]
    [InlineData("1,1,2,2,3,3", "V_6/n^2")]
    [InlineData("1,1,1,1,2,2", "3*V_6/n^2")]
    [InlineData("1,1", "G")]
    [InlineData("1,1,1", "0")]
    public void Connected_OfSingleInput(string neurons, string expected) =>
        Assert.Equal(expected, FiniteWidthCorrelator.Connected(CorrelatorIndex.Parse(null, neurons)).ToString());

    [Theory]
    [InlineData("1,1,1,1", 1, "3*G^2 + 3*V/n")]
    [InlineData("1,1,2,2", 1, "G^2 + V/n")]
    [InlineData("1,1,1,1,1,1", 0, "15*G^3")]
    [InlineData("1,1,1,1,1,1", 1, "15*G^3 + 45*G*V/n")]
    [InlineData("1,1,1,1,1,1", 2, "15*G^3 + 45*G*V/n + 15*V_6/n^2")]
    public void Moment_IsExpandedInTheWidth(string neurons, int order, string expected)
    {
        Expr moment = FiniteWidthCorrelator.Moment(CorrelatorIndex.Parse(null, neurons), order);
        Assert.Equal(expected.Split(" + ").Order(StringComparer.Ordinal), (moment is Sum s ? s.Terms : [moment]).Select(t => t.ToString()).Order(StringComparer.Ordinal));
    }

    /// <summary>The law of total cumulance against the definition: cumulants of the exact moments, for up to eight legs.</summary>
    [Theory]
    [InlineData("1,1,2,2", "1,1,2,2")]
    [InlineData("1,2,1,2", "1,1,1,1")]
    [InlineData("1,1,2,2,3,3", "1,1,1,1,2,2")]
    [InlineData("1,1,1,2,2,2", "1,1,1,1,1,1")]
    [InlineData("1,1,1,1,2,2,2,2", "1,1,1,1,2,2,2,2")]
    public void Connected_IsTheCumulantOfTheMoments(string inputs, string neurons)
    {
        IReadOnlyList<CorrelatorIndex> indices = CorrelatorIndex.Parse(inputs, neurons);
        Expr cumulant = Expansion.Expand(Sum.Of(SetPartitions.Of(indices.Count, size => size % 2 == 0).Select(partition => Product.Of(
            [SetPartitions.Moebius(partition.Count), .. partition.Select(block => FiniteWidthCorrelator.Moment([.. block.Select(k => indices[k])], indices.Count))]))));

        Assert.Equal(FiniteWidthCorrelator.Connected(indices), cumulant);
    }

    /// <summary>A two-point law for Ghat makes every moment a mean of two Gaussian ones: a network of any width in miniature.</summary>
    [Theory]
    [InlineData("1,1,1,1,1,1,1,1")]
    [InlineData("1,1,2,2,2,2,2,2")]
    [InlineData("1,1,1,1,2,2,3,3")]
    public void Moment_OfARandomVariance_IsExact(string neurons)
    {
        IReadOnlyList<CorrelatorIndex> indices = CorrelatorIndex.Parse(null, neurons);
        (Fraction low, Fraction high, Fraction probability) = (new Fraction(1, 2), new Fraction(3), new Fraction(1, 4));
        Fraction Mean(Func<Fraction, Fraction> f) => ((1 - probability) * f(low)) + (probability * f(high));
        Fraction g = Mean(x => x);
        Fraction Central(int k) => Mean(x => Fraction.Pow(x - g, k));
        Fraction fourth = Central(4) - (3 * Central(2) * Central(2));
        Fraction Value(string name) => name switch { "n" => 1, "G" => g, "V" => Central(2), "V_6" => Central(3), _ => fourth };

        Fraction actual = Substituted.Value(FiniteWidthCorrelator.Moment(indices, order: 3), Value);

        Fraction expected = Mean(x => Substituted.Value(WickContraction.Of(indices), _ => x));
        Assert.Equal(expected, actual);
    }
}

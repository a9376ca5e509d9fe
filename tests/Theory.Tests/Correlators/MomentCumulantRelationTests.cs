using Theory.Correlators;
using Theory.Expressions;

namespace Theory.Tests.Correlators;

public class MomentCumulantRelationTests
{
    [Theory]
    [InlineData("1", "E[z1]")]
    [InlineData("1,2", "-E[z1]*E[z2] + E[z1 z2]")]
    [InlineData("1,1,1", "2*E[z1]^3 - 3*E[z1 z1]*E[z1] + E[z1 z1 z1]")]
    public void Cumulant_InMoments(string indices, string expected) =>
        Assert.Equal(Terms(expected), Terms(MomentCumulantRelation.CumulantFromMoments(CorrelatorIndex.Parse(indices)).ToString()));

    [Fact]
    public void EvenCumulant_OfFour_SubtractsThreePairings() => Assert.Equal(
        Terms("E[z1 z2 z3 z4] - E[z1 z2]*E[z3 z4] - E[z1 z3]*E[z2 z4] - E[z1 z4]*E[z2 z3]"),
        Terms(MomentCumulantRelation.CumulantFromMoments(CorrelatorIndex.Parse("1,2,3,4"), isEven: true).ToString()));

    [Fact]
    public void EvenCumulant_OfSix_HasKnownCoefficients() => Assert.Equal(
        Terms("E[z1 z1 z1 z1 z1 z1] - 15*E[z1 z1 z1 z1]*E[z1 z1] + 30*E[z1 z1]^3"),
        Terms(MomentCumulantRelation.CumulantFromMoments(CorrelatorIndex.Parse("1,1,1,1,1,1"), isEven: true).ToString()));

    [Theory]
    [InlineData("1,2,3")]
    [InlineData("1,1,2,2")]
    [InlineData("1,2,3,4,5")]
    [InlineData("1,1,1,2,2,3")]
    public void BothDirections_AreInverse(string text)
    {
        IReadOnlyList<CorrelatorIndex> indices = CorrelatorIndex.Parse(text);
        Expr result = MomentCumulantRelation.MomentFromCumulants(indices);
        foreach (CorrelatorIndex[] block in SetPartitions.Of(indices.Count).SelectMany(p => p).Select(b => b.Select(k => indices[k]).ToArray()))
        {
            result = result.Substitute(CorrelatorSymbols.Connected(block), MomentCumulantRelation.CumulantFromMoments(block));
        }

        Assert.Equal(CorrelatorSymbols.Moment(indices), Expansion.Expand(result));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 15)]
    [InlineData(8, 4140)]
    public void Partitions_AreCountedByBell(int n, int count) => Assert.Equal(count, SetPartitions.Of(n).Count());

    /// <summary>Every cumulant of a Poisson variable is its mean; moments are Touchard polynomials, 1, 2, 5, 15, 52 at mean 1.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    [InlineData(4, 15)]
    [InlineData(8, 4140)]
    public void Poisson_HasUnitCumulants(int order, double moment)
    {
        int[] variables = new int[order];
        double[] moments = [1, 1, 2, 5, 15, 52, 203, 877, 4140];
        Assert.Equal(moment, MomentCumulantRelation.Moment(variables, _ => 1));
        Assert.Equal(1, MomentCumulantRelation.Cumulant(variables, block => moments[block.Count]), 1e-8);
    }

    [Fact]
    public void Gaussian_HasNoCumulantsBeyondTheSecond()
    {
        double Covariance(int a, int b) => a == b ? 2 : 0.7 - (0.3 * (a + b));
        double Moment(IReadOnlyList<int> block) => WickContraction.Value(block, Covariance);

        Assert.Equal(Covariance(0, 1), MomentCumulantRelation.Cumulant([0, 1], Moment), 1e-14);
        Assert.Equal(0, MomentCumulantRelation.Cumulant([0, 1, 1, 2], Moment), 1e-12);
        Assert.Equal(0, MomentCumulantRelation.Cumulant([0, 0, 1, 1, 2, 2], Moment), 1e-11);
    }

    [Fact]
    public void TooManyIndices_AreRefused() =>
        Assert.Throws<UserInputException>(() => MomentCumulantRelation.CumulantFromMoments([.. Enumerable.Repeat(new CorrelatorIndex("1"), 11)]));

    private static IEnumerable<string> Terms(string sum) =>
        sum.Replace(" - ", " + -", StringComparison.Ordinal).Split(" + ").Order(StringComparer.Ordinal);
}

using Fractions;
using FsCheck.Xunit;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Vandermonde;

namespace Theory.Polynomials.Tests.Vandermonde;

public sealed class ConfluentVandermondeSystemTests
{
    [Property(MaxTest = 200)]
    public void Solution_SatisfiesEveryEquation(int[] numerators, byte[] repetitions, int[] right)
    {
        Fraction[] nodes = [.. numerators.Distinct().Take(4).Select(n => new Fraction(n % 50, 7)).Distinct()];
        int[] multiplicities = [.. nodes.Select((_, i) => 1 + (i < repetitions.Length ? repetitions[i] % 3 : 1))];
        Fraction[] moments = [.. Enumerable.Range(0, multiplicities.Sum()).Select(i => new Fraction(i < right.Length ? right[i] : i, 5))];
        Fraction[][] x = ConfluentVandermondeSystem.Solve(nodes, multiplicities, moments);
        for (int k = 0; k < moments.Length; k++)
        {
            Fraction sum = nodes.SelectMany((t, i) => Enumerable.Range(0, multiplicities[i]).Select(j => x[i][j] * Entry(t, j, k))).Aggregate(Fraction.Zero, (s, t) => s + t);
            Assert.Equal(moments[k].Reduce(), sum.Reduce());
        }
    }

    [Fact]
    public void OneNodeRepeated_GivesTaylorCoefficients()
    {
        // The functional f''(2)/2 has the moments C(k,2) 2^(k-2).
        Fraction[][] x = ConfluentVandermondeSystem.Solve([2], [3], [0, 0, 1]);
        Assert.Equal([Fraction.Zero, Fraction.Zero, Fraction.One], x[0]);
    }

    [Theory]
    [InlineData(new[] { 1, 2 }, new[] { 2, 2 })]
    [InlineData(new[] { -1, 3, 5 }, new[] { 1, 2, 1 })]
    [InlineData(new[] { 0, 2, -3 }, new[] { 3, 1, 2 })]
    public void Determinant_IsThatOfTheMatrix(int[] nodes, int[] multiplicities)
    {
        int n = multiplicities.Sum();
        Fraction[][] matrix = [.. Enumerable.Range(0, n).Select(k => nodes.SelectMany((t, i) => Enumerable.Range(0, multiplicities[i]).Select(j => Entry(t, j, k))).ToArray())];
        Assert.Equal(Determinants.Of(matrix), ConfluentVandermondeSystem.Determinant([.. nodes.Select(t => new Fraction(t))], multiplicities));
    }

    [Fact]
    public void EqualNodesAndWrongLengths_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => ConfluentVandermondeSystem.Solve([1, 1], [1, 1], [1, 2]));
        Assert.Throws<ArgumentException>(() => ConfluentVandermondeSystem.Solve([1, 2], [1, 0], [1]));
        Assert.Throws<ArgumentException>(() => ConfluentVandermondeSystem.Solve([1, 2], [1, 1], [1]));
    }

    private static Fraction Entry(Fraction t, int j, int k) => j > k ? Fraction.Zero : MRePU.Binomial(k, j) * Fraction.Pow(t, k - j);
}

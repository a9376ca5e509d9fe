using Fractions;
using FsCheck.Xunit;
using Theory.Polynomials.Vandermonde;

namespace Theory.Polynomials.Tests.Vandermonde;

public class VandermondeSystemTests
{
    [Property(MaxTest = 200)]
    public void Solution_SatisfiesEveryEquation(int[] numerators, int[] right)
    {
        Fraction[] nodes = [.. numerators.Distinct().Take(8).Select(n => new Fraction(n, 7))];
        Fraction[] moments = [.. nodes.Select((_, i) => new Fraction(i < right.Length ? right[i] : i, 5))];
        Fraction[] x = VandermondeSystem.Solve(nodes, moments);
        for (int k = 0; k < nodes.Length; k++)
        {
            Fraction sum = nodes.Select((a, i) => x[i] * Fraction.Pow(a, k)).Aggregate(Fraction.Zero, (s, t) => s + t);
            Assert.Equal(moments[k].Reduce(), sum.Reduce());
        }
    }

    [Fact]
    public void Determinant_OfThreeNodes_IsTheProductOfDifferences() =>
        Assert.Equal(new Fraction(2), VandermondeSystem.Determinant([1, 2, 3]).Reduce());

    [Fact]
    public void EqualNodes_AreRefused() => Assert.Throws<ArgumentException>(() => VandermondeSystem.Solve([1, 1], [1, 2]));

    [Fact]
    public void DifferentLengths_AreRefused() => Assert.Throws<ArgumentException>(() => VandermondeSystem.Solve([1, 2], [1]));
}

using Theory.Validation.Comparison;

namespace Theory.Validation.Tests.Comparison;

public sealed class ComparedValueTests
{
    [Fact]
    public void Deviations_AreCountedFromThePredictionWithItsNextOrder()
    {
        ComparedValue value = new(Theory: 10, NextOrder: 1, Empirical: 13, StandardError: 0.5, Z: 6);
        Assert.Equal(4, value.ZWithNextOrder);

        // The orders beyond may be as large as 10 (1/10)^2 = 0.1, that is 0.2 standard errors.
        Assert.Equal(3.8, value.Unexplained!.Value, 1e-12);
    }

    [Theory]
    [InlineData(10, 1, 10.95)]
    [InlineData(10, -1, 9.02)]
    [InlineData(10, 0, 10)]
    public void DeviationsWithinTheOrdersBeyond_AreExplained(double theory, double nextOrder, double empirical) =>
        Assert.Equal(0, new ComparedValue(theory, nextOrder, empirical, 0.1, (empirical - theory) / 0.1).Unexplained);

    [Fact]
    public void DeviationsToBothSides_CountAlike()
    {
        Assert.Equal(2, new ComparedValue(10, 0, 12, 1, 2).Unexplained);
        Assert.Equal(2, new ComparedValue(10, 0, 8, 1, -2).Unexplained);
    }

    [Fact]
    public void WithoutFluctuation_TheValuesMustBeEqual()
    {
        ComparedValue exact = new(0.01, 0, 0.01, 0, null);
        Assert.Null(exact.ZWithNextOrder);
        Assert.Equal(0, exact.Unexplained);
        Assert.Equal(double.PositiveInfinity, new ComparedValue(0.01, 0, 0.0101, 0, null).Unexplained);
    }

    [Fact]
    public void VanishingPredictions_AreNotJudged() => Assert.Null(new ComparedValue(0, 0, 0.1, 0.1, 1).Unexplained);

    /// <summary>A next order that leaves double precision gave NaN, which no threshold exceeds: it was counted as agreement.</summary>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void NextOrderBeyondDoublePrecision_IsNotJudged(double nextOrder) => Assert.Null(new ComparedValue(10, nextOrder, 99, 1, 89).Unexplained);
}

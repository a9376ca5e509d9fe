using Theory.Validation.Comparison;

namespace Theory.Validation.Tests.Comparison;

public sealed class ComparedValueTests
{
    [Fact]
    public void Deviations_AreCountedFromThePredictionWithItsNextOrder()
    {
        ComparedValue value = new(Theory: 10, NextOrder: 1, Empirical: 13, StandardError: 0.5, Z: 6);
        Assert.Equal(4, value.ZWithNextOrder);

        // Between logarithms 13 lies 13 log(13/11)/0.5 = 4.34 above 11; the orders beyond may be as large as 10 (1/10)^2, or 0.2 errors.
        Assert.Equal(26 * Math.Log(13.0 / 11) - 0.2, value.Unexplained!.Value, 1e-12);
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
        Assert.Equal(2, new ComparedValue(10, 0, 10.002, 0.001, 2).Unexplained!.Value, 1e-3);
        Assert.Equal(2, new ComparedValue(10, 0, 9.998, 0.001, -2).Unexplained!.Value, 1e-3);
    }

    /// <summary>
    /// The error of a variance is proportional to the variance itself: half of it and twice as much are equally far, but counted 7 and 3.5
    /// standard errors, so that small ensembles refuted a true theory in several runs of a hundred.
    /// </summary>
    [Fact]
    public void SmallSpreads_DoNotCountMoreThanLargeOnes() => Assert.Equal(
        new ComparedValue(1, 0, 2, 2.0 / 7, 3.5).Unexplained!.Value,
        new ComparedValue(1, 0, 0.5, 0.5 / 7, -7).Unexplained!.Value,
        1e-12);

    [Fact]
    public void PredictionsThatAreNotPositive_HaveNoLogarithm_AndAreComparedAsTheyAre() => Assert.Equal(2, new ComparedValue(-10, 0, -8, 1, 2).Unexplained);

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

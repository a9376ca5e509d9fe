using MathNet.Numerics.Distributions;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests;

/// <summary>Verdicts on the order of noisy values.</summary>
public sealed class MeasuredOrderTests
{
    [Theory]
    [InlineData(1, 1.2, 0.1, null)]
    [InlineData(1, 1.5, 0.1, true)]
    [InlineData(1.5, 1, 0.1, false)]
    [InlineData(1, double.NaN, 0.1, null)]
    [InlineData(1, 2, double.NaN, null)]
    public void TwoValues_AreInOrder_ByMoreThanTheirErrors(double first, double second, double error, bool? smaller) =>
        Assert.Equal(smaller, MeasuredOrder.IsSmaller(new Estimate(first, error), new Estimate(second, error)));

    [Theory]
    [InlineData(new[] { 0, 1, 2, 3.0 }, true)]
    [InlineData(new[] { 0, 1, 0.9, 3.0 }, null)]
    [InlineData(new[] { 0, 0.1, 0.2, 0.3 }, null)]
    [InlineData(new[] { 0, 1, 3, 2.0 }, false)]
    [InlineData(new[] { 3, 2.9, 2.8, 2.5 }, false)]
    public void SeveralValues_Increase_OrFall_OrTheErrorsDoNotTell(double[] values, bool? increases) =>
        Assert.Equal(increases, MeasuredOrder.IsIncreasing([.. values.Select(v => new Estimate(v, 0.1))]));

    /// <summary>What does not vary is not said to: of true constants and true lines at most the nominal share is called something else.</summary>
    [Fact]
    public void NoiseAlone_IsSeldomCalledAnOrder()
    {
        Random random = new(7);
        Estimate[] Noise(double slope) => [.. Enumerable.Range(0, 5).Select(i => new Estimate((slope * i) + Normal.Sample(random, 0, 1 + i), 1 + i))];
        int repeats = 2000;
        Assert.InRange(Enumerable.Range(0, repeats).Count(_ => MeasuredOrder.IsIncreasing(Noise(0)) is not null), 0, 0.02 * repeats);
        Assert.InRange(Enumerable.Range(0, repeats).Count(_ => MeasuredOrder.SigmaFromLine(Noise(3)) > 3), 0, 0.007 * repeats);
        Assert.True(MeasuredOrder.SigmaFromLine([.. Enumerable.Range(0, 5).Select(i => new Estimate(Math.Exp(2 * i), 1))]) > 30);
        Assert.Equal(double.NaN, MeasuredOrder.SigmaFromLine([new Estimate(0, 0), new Estimate(1, 1), new Estimate(2, 1)]));
    }
}

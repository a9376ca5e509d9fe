using Theory.Validation.Random;
using Theory.Validation.Statistics;

namespace Theory.Validation.Tests.Statistics;

public sealed class LogHistogramTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(0.975)]
    public void Quantiles_AreThoseOfTheSortedValues_WithinABin(double probability)
    {
        double[] values = [.. Normals(3, 10_001).Order()];
        double exact = values[(int)Math.Ceiling(probability * values.Length) - 1];
        Assert.Equal(exact, Of(values).Quantile(probability).Value, 1.5 / LogHistogram.BinsPerUnit);
    }

    [Fact]
    public void Errors_CoverTheTruth_AsOftenAsTheyShould()
    {
        // The median of a normal distribution is 0, its upper quartile 0.6744897501960817.
        int median = 0;
        int quartile = 0;
        for (int i = 0; i < 200; i++)
        {
            LogHistogram histogram = Of(Normals(i, 1000));
            median += Math.Abs(histogram.Quantile(0.5).ZAgainst(0)!.Value) < 1.96 ? 1 : 0;
            quartile += Math.Abs(histogram.Quantile(0.75).ZAgainst(0.6744897501960817)!.Value) < 1.96 ? 1 : 0;
        }

        Assert.InRange(median, 180, 198);
        Assert.InRange(quartile, 180, 198);
    }

    [Fact]
    public void Merging_IsCounting()
    {
        double[] values = Normals(5, 3000);
        LogHistogram whole = Of(values);
        LogHistogram merged = Of(values[2000..]);
        merged.Merge(Of(values[..2000]));
        Assert.Equal(whole.Count, merged.Count);
        foreach (double p in (double[])[0.001, 0.3, 0.5, 0.999])
        {
            Assert.Equal(whole.Quantile(p), merged.Quantile(p));
        }
    }

    [Fact]
    public void Zeros_LieBelowEverything()
    {
        LogHistogram histogram = Of([double.NegativeInfinity, 1, 2, 3]);
        Assert.Equal(1, histogram.Zeros);
        Assert.Equal(double.NegativeInfinity, histogram.Quantile(0.2).Value);
        Assert.InRange(histogram.Quantile(0.6).Value, 1, 2.01);
        Assert.Equal(double.NaN, new LogHistogram().Quantile(0.5).Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Add(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.Quantile(1));
    }

    [Fact]
    public void CoarseBins_HoldEverything_OverAnyRange()
    {
        LogHistogram histogram = Of([-5000, -20, 0, 0.1, 700, 80_000]);
        (IReadOnlyList<double> ends, double width, IReadOnlyList<long> counts) = histogram.Coarse(40);
        Assert.InRange(ends.Count, 2, 40);
        Assert.Equal(6, counts.Sum());
        Assert.InRange(-5000, ends[0] - 1e-9, ends[0] + width);
        Assert.InRange(80_000, ends[^1], ends[^1] + width);
    }

    private static LogHistogram Of(double[] logarithms)
    {
        var histogram = new LogHistogram();
        foreach (double x in logarithms)
        {
            histogram.Add(x);
        }

        return histogram;
    }

    private static double[] Normals(long index, int count)
    {
        double[] numbers = new double[count];
        new NetworkRandom(12, index).FillNormal(numbers.AsSpan());
        return numbers;
    }
}

using MathNet.Numerics;
using Theory.Validation.Random;

namespace Theory.Validation.Tests.Random;

public sealed class NetworkRandomTests
{
    private const int Count = 4_000_000;

    private static readonly Lazy<double[]> Sample = new(() => Draw(seed: 2024, network: 0, Count));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Moments_AreThoseOfTheNormalDistribution(int order)
    {
        double mean = Sample.Value.Sum(x => Math.Pow(x, order)) / Count;
        double expected = Moment(order);
        double standardError = Math.Sqrt((Moment(2 * order) - (expected * expected)) / Count);
        Assert.Equal(expected, mean, 4.5 * standardError);
    }

    [Fact]
    public void Distribution_IsNormal_ByKolmogorovAndSmirnov()
    {
        double[] sorted = [.. Sample.Value.Take(1_000_000).Order()];
        double distance = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double cdf = Cdf(sorted[i]);
            distance = Math.Max(distance, Math.Max(cdf - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - cdf));
        }

        // Exceeded with probability 2 exp(-2 * 2.2^2) = 1.3e-4.
        Assert.True(distance * Math.Sqrt(sorted.Length) < 2.2, $"distance {distance}");
    }

    [Fact]
    public void Distribution_IsNormal_ByChiSquare_WithinAndAroundTheLayersOfTheZiggurat()
    {
        // 400 bins of width 0.02 about the centre, where the layers are narrow at their right edges, and open tails at the ends.
        const int bins = 400;
        int[] counts = new int[bins];
        foreach (double x in Sample.Value)
        {
            counts[Math.Clamp((int)Math.Floor((x + 4) / 0.02), 0, bins - 1)]++;
        }

        double chiSquare = 0;
        for (int i = 0; i < bins; i++)
        {
            double from = i == 0 ? double.NegativeInfinity : -4 + (0.02 * i);
            double to = i == bins - 1 ? double.PositiveInfinity : -4 + (0.02 * (i + 1));
            double expected = Count * (Cdf(to) - Cdf(from));
            chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
        }

        Assert.Equal(bins - 1, chiSquare, 4.5 * Math.Sqrt(2.0 * (bins - 1)));
    }

    [Theory]
    [InlineData(3.0)]
    [InlineData(3.6)]
    [InlineData(3.6541528853610088)]
    [InlineData(4.0)]
    [InlineData(4.5)]
    public void Tails_HaveTheNormalProbability(double bound)
    {
        double expected = Count * SpecialFunctions.Erfc(bound / Math.Sqrt(2)) / 2;
        Assert.Equal(expected, Sample.Value.Count(x => x > bound), 4.5 * Math.Sqrt(expected));
        Assert.Equal(expected, Sample.Value.Count(x => x < -bound), 4.5 * Math.Sqrt(expected));
    }

    [Fact]
    public void NeighbouringNetworksAndSeeds_AreUncorrelated_InValuesAndSquares()
    {
        const int length = 200_000;
        double[] stream = Draw(7, 0, length);
        double[][] neighbours = [Draw(7, 1, length), Draw(7, -1, length), Draw(8, 0, length), Draw(6, 1, length), [.. stream.Skip(1), 0.0]];
        foreach (double[] other in neighbours)
        {
            double values = stream.Zip(other, (x, y) => x * y).Sum() / length;
            double squares = stream.Zip(other, (x, y) => ((x * x) - 1) * ((y * y) - 1)).Sum() / length;
            Assert.Equal(0, values, 4.5 / Math.Sqrt(length));
            Assert.Equal(0, squares, 4.5 * 2 / Math.Sqrt(length));
        }
    }

    [Fact]
    public void FirstNumbers_OfConsecutiveNetworks_AreIndependentAndNormal()
    {
        // Weak seeding shows here first: the same position of many streams.
        const int networks = 200_000;
        double[] first = [.. Enumerable.Range(0, networks).Select(i => Draw(1, i, 1)[0])];
        Assert.Equal(0, first.Average(), 4.5 / Math.Sqrt(networks));
        Assert.Equal(1, first.Average(x => x * x), 4.5 * Math.Sqrt(2.0 / networks));
        Assert.Equal(3, first.Average(x => x * x * x * x), 4.5 * Math.Sqrt(96.0 / networks));
        Assert.Equal(0, first.Zip(first.Skip(1), (x, y) => x * y).Average(), 4.5 / Math.Sqrt(networks));
        Assert.Equal(networks, first.Distinct().Count());
    }

    [Fact]
    public void Stream_DoesNotDependOnHowItIsRead()
    {
        double[] whole = Draw(3, 5, 1000);
        double[] parts = new double[1000];
        var random = new NetworkRandom(3, 5);
        random.FillNormal(parts.AsSpan(0, 1));
        random.FillNormal(parts.AsSpan(1, 0));
        random.FillNormal(parts.AsSpan(1, 998));
        random.FillNormal(parts.AsSpan(999));
        Assert.Equal(whole, parts);
    }

    [Fact]
    public void FloatStream_IsTheRoundedDoubleStream()
    {
        float[] single = new float[1000];
        new NetworkRandom(3, 5).FillNormal(single.AsSpan());
        Assert.Equal(Draw(3, 5, 1000).Select(x => (float)x), single);
    }

    private static double[] Draw(ulong seed, long network, int count)
    {
        double[] numbers = new double[count];
        new NetworkRandom(seed, network).FillNormal(numbers.AsSpan());
        return numbers;
    }

    private static double Cdf(double x) => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2;

    /// <summary>(order - 1)!! for even orders, else 0.</summary>
    private static double Moment(int order) =>
        order % 2 == 1 ? 0 : Enumerable.Range(1, order / 2).Aggregate(1.0, (product, i) => product * ((2 * i) - 1));
}

using MathNet.Numerics;
using Theory.Validation.Random;

namespace Theory.Validation.Tests.Random;

/// <summary>Both streams of a network, the one for a few numbers and the interleaved one for many, in double and single precision.</summary>
public sealed class NetworkRandomTests
{
    private const int Count = 4_000_000;

    private static readonly string[] Streams = ["plain", "interleaved", "interleaved float32"];

    private static readonly Dictionary<string, Lazy<double[]>> Samples =
        Streams.ToDictionary(name => name, name => new Lazy<double[]>(() => Draw(name, seed: 2024, network: 0, Count)));

    public static TheoryData<string> All => [.. Streams];

    public static TheoryData<string, int> Orders => [.. from name in Streams from order in Enumerable.Range(1, 8) select (name, order)];

    public static TheoryData<string, double> Bounds =>
        [.. from name in Streams from bound in (double[])[3.0, 3.6, 3.6541528853610088, 4.0, 4.5] select (name, bound)];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Moments_AreThoseOfTheNormalDistribution(string stream, int order)
    {
        double mean = Samples[stream].Value.Sum(x => Math.Pow(x, order)) / Count;
        double expected = Moment(order);
        double standardError = Math.Sqrt((Moment(2 * order) - (expected * expected)) / Count);
        Assert.Equal(expected, mean, 4.5 * standardError);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Distribution_IsNormal_ByKolmogorovAndSmirnov(string stream)
    {
        double[] sorted = [.. Samples[stream].Value.Take(1_000_000).Order()];
        double distance = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double cdf = Cdf(sorted[i]);
            distance = Math.Max(distance, Math.Max(cdf - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - cdf));
        }

        // Exceeded with probability 2 exp(-2 * 2.2^2) = 1.3e-4.
        Assert.True(distance * Math.Sqrt(sorted.Length) < 2.2, $"distance {distance}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Distribution_IsNormal_ByChiSquare_WithinAndAroundTheLayersOfTheZiggurat(string stream)
    {
        // 400 bins of width 0.02 about the centre, where the layers are narrow at their right edges, and open tails at the ends.
        const int bins = 400;
        int[] counts = new int[bins];
        foreach (double x in Samples[stream].Value)
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
    [MemberData(nameof(Bounds))]
    public void Tails_HaveTheNormalProbability(string stream, double bound)
    {
        double expected = Count * SpecialFunctions.Erfc(bound / Math.Sqrt(2)) / 2;
        Assert.Equal(expected, Samples[stream].Value.Count(x => x > bound), 4.5 * Math.Sqrt(expected));
        Assert.Equal(expected, Samples[stream].Value.Count(x => x < -bound), 4.5 * Math.Sqrt(expected));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void NeighbouringNetworksAndSeeds_AreUncorrelated_InValuesAndSquares(string stream)
    {
        const int length = 200_000;
        double[] one = Draw(stream, 7, 0, length);
        double[][] neighbours =
        [
            Draw(stream, 7, 1, length), Draw(stream, 7, -1, length), Draw(stream, 8, 0, length), Draw(stream, 6, 1, length),
            .. ((int[])[1, 2, 4, 8, 16]).Select(lag => (double[])[.. one.Skip(lag), .. new double[lag]]),
        ];
        foreach (double[] other in neighbours)
        {
            double values = one.Zip(other, (x, y) => x * y).Sum() / length;
            double squares = one.Zip(other, (x, y) => ((x * x) - 1) * ((y * y) - 1)).Sum() / length;
            Assert.Equal(0, values, 4.5 / Math.Sqrt(length));
            Assert.Equal(0, squares, 4.5 * 2 / Math.Sqrt(length));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void FirstNumbers_OfConsecutiveNetworks_AreIndependentAndNormal(string stream)
    {
        // Weak seeding shows here first: the same position of many streams.
        const int networks = 200_000;
        double[] first = [.. Enumerable.Range(0, networks).Select(i => Draw(stream, 1, i, 1)[0])];
        Assert.Equal(0, first.Average(), 4.5 / Math.Sqrt(networks));
        Assert.Equal(1, first.Average(x => x * x), 4.5 * Math.Sqrt(2.0 / networks));
        Assert.Equal(3, first.Average(x => x * x * x * x), 4.5 * Math.Sqrt(96.0 / networks));
        Assert.Equal(0, first.Zip(first.Skip(1), (x, y) => x * y).Average(), 4.5 / Math.Sqrt(networks));
        Assert.InRange(first.Distinct().Count(), stream.EndsWith("float32", StringComparison.Ordinal) ? networks - 2500 : networks, networks);
    }

    [Fact]
    public void Stream_DoesNotDependOnHowItIsRead()
    {
        double[] whole = Draw("plain", 3, 5, 1000);
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
        Assert.Equal(Draw("plain", 3, 5, 1000).Select(x => (float)x), single);
    }

    /// <summary>The streams of one network must have nothing in common.</summary>
    [Fact]
    public void InterleavedStream_IsNotThePlainOne() => Assert.Empty(Draw("plain", 3, 5, 1000).Intersect(Draw("interleaved", 3, 5, 1000)));

    [Fact]
    public void InterleavedStream_StartsAnew_WhateverWasDrawnBefore()
    {
        var normals = new InterleavedNormals();
        normals.Restart(1, 1);
        normals.Fill(new float[777]);
        normals.Restart(3, 5);
        double[] numbers = new double[1000];
        normals.Fill(numbers);
        Assert.Equal(Draw("interleaved", 3, 5, 1000), numbers);
    }

    private static double[] Draw(string stream, ulong seed, long network, int count)
    {
        double[] numbers = new double[count];
        if (stream == "plain")
        {
            new NetworkRandom(seed, network).FillNormal(numbers.AsSpan());
            return numbers;
        }

        var normals = new InterleavedNormals();
        normals.Restart(seed, network);
        if (stream == "interleaved")
        {
            normals.Fill(numbers);
            return numbers;
        }

        float[] singles = new float[count];
        normals.Fill(singles);
        return [.. singles.Select(x => (double)x)];
    }

    private static double Cdf(double x) => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2;

    /// <summary>(order - 1)!! for even orders, else 0.</summary>
    private static double Moment(int order) =>
        order % 2 == 1 ? 0 : Enumerable.Range(1, order / 2).Aggregate(1.0, (product, i) => product * ((2 * i) - 1));
}

using MathNet.Numerics;
using Theory.Networks;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using Theory.Validation.Tests.Sampling;

namespace Theory.Validation.Tests.Statistics;

/// <summary>Estimates against exact laws: ReLU at C_W = 2 and linear networks at any width.</summary>
public sealed class EnsembleStatisticsTests
{
    private const int Repetitions = 200;
    private const Observables All = Observables.NeuronMoments | Observables.Derivatives;

    private static readonly NetworkInputs LinearInputs = NetworkInputs.Of([[1, 0.2], [0.7, -0.4], [1.3, 0.26]]);

    private static readonly double[] Linear = LinearInputs.FirstKernel(0, 0.9);

    /// <summary>The truth of every statistic of ReLU networks, C_W = 2, K(1) = 1, of width n at layer 2 (and 3).</summary>
    /// <remarks>
    /// Ghat(2) is a mean of n independent 2 relu(xi)^2, with cumulants 1, 5, 44, 558; Ghat(l+1)/Ghat(l) are independent and of the same law.
    /// </remarks>
    private static readonly Dictionary<string, (Func<EnsembleStatistics, Estimate> Statistic, Func<double, double> Truth)> OfReLU = new()
    {
        ["kernel"] = (s => s.Kernel(3), _ => 1),
        ["vertex"] = (s => s.Vertex(2), _ => 5),
        ["vertex of layer 3"] = (s => s.Vertex(3), n => n * (Math.Pow(1 + (5 / n), 2) - 1)),
        ["six-point vertex"] = (s => s.SixPointVertex(2), _ => 44),
        ["four-point correlator"] = (s => s.FourPointCorrelator(2), n => 15 / n),
        ["six-point correlator"] = (s => s.SixPointCorrelator(2), n => 15 * 44 / (n * n)),
        ["excess kurtosis"] = (s => s.ExcessKurtosis(2), n => 15 / n),
        ["kurtosis of the metric"] = (s => s.MetricKurtosis(2), n => 558 / (25 * n)),
        ["chi_perp"] = (s => s.ChiPerp(2), _ => 1),
        ["chi_par"] = (s => s.ChiParallel(2), _ => 1),
    };

    private static readonly Dictionary<string, (Func<EnsembleStatistics, Estimate> Statistic, Func<double, double> Truth)> OfLinear = new()
    {
        ["vertex of pairs"] = (s => s.Vertex(2, 0, 1, 0, 2), _ => LinearVertex(0, 1, 0, 2)),
        ["vertex of one pair"] = (s => s.Vertex(2, 0, 1, 0, 1), _ => LinearVertex(0, 1, 0, 1)),
        ["kernel of a pair"] = (s => s.Kernel(2, 1, 2), _ => 0.9 * Linear[5]),
        ["chi_perp from a pair"] = (s => s.ChiPerpFromPair(2, 0, 1), _ => 0.9),
        ["chi_par from a pair"] = (s => s.ChiParallelFromPair(2, 0, 2), _ => 0.9),
        ["kernel over data"] = (s => s.DataKernel(2), _ => 0.9 * (Linear[0] + Linear[4] + Linear[8]) / 3),
        ["logarithm"] = (s => s.LogKernel(2), n => Math.Log(0.9 * Linear[0] * 2 / n) + SpecialFunctions.DiGamma(n / 2)),
    };

    private static readonly Lazy<EnsembleStatistics[]> ReLU = new(() => Repeat("relu", new PlainSampling
    {
        Models = 2500,
        Width = 40,
        Depth = 3,
        InputMetric = 1,
        Cw = 2,
        Seed = 3,
        Observe = All,
    }));

    private static readonly Lazy<EnsembleStatistics[]> LinearNetworks = new(() => Repeat("linear", new PlainSampling
    {
        Models = 1000,
        Width = 20,
        Depth = 3,
        Inputs = LinearInputs,
        Cw = 0.9,
        Seed = 4,
        DType = TorchPrecision.Float64,
        Observe = All,
    }));

    public static TheoryData<string> Names => [.. OfReLU.Keys, .. OfLinear.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Interval_OfNinetyFivePercent_CoversTheTruthInNinetyToNinetyNine(string name)
    {
        bool relu = OfReLU.ContainsKey(name);
        (Func<EnsembleStatistics, Estimate> statistic, Func<double, double> truth) = relu ? OfReLU[name] : OfLinear[name];
        Estimate[] estimates = [.. (relu ? ReLU : LinearNetworks).Value.Select(statistic)];
        double expected = truth(relu ? 40 : 20);
        int covered = estimates.Count(e => Math.Abs(e.ZAgainst(expected)!.Value) < 1.96);
        Assert.InRange(covered / (double)Repetitions, 0.90, 0.99);

        // The mean over repetitions is more precise by their square root: a bias would show.
        double mean = estimates.Average(e => e.Value);
        double error = Math.Sqrt(estimates.Sum(e => (e.Value - mean) * (e.Value - mean)) / (Repetitions - 1) / Repetitions);
        Assert.Equal(expected, mean, 4.5 * error);

        // A control: what is ten errors off is not covered.
        Assert.InRange(estimates.Count(e => Math.Abs(e.ZAgainst(expected + (10 * e.StandardError))!.Value) < 1.96), 0, 2);
    }

    [Fact]
    public void TangentKernel_OfLinearNetworks_HasItsExactMeanAndVariance()
    {
        // Theta(2) = lambda_b + lambda_W mean(z^2) + Theta(1) C_W mean(w^2), both means of squares with variance 2/n of their squares.
        PlainSampling options = new()
        {
            Models = 20_000,
            Width = 12,
            Depth = 2,
            InputMetric = 0.6,
            Cw = 0.9,
            Seed = 5,
            DType = TorchPrecision.Float64,
            Observe = Observables.TangentKernel,
            LambdaB = 0.5,
            LambdaW = 2,
        };
        EnsembleStatistics statistics = Observe("linear", EnsembleSamplers.Weights, options);
        double first = 0.5 + (2 * 0.6 / 0.9);
        double mean = 0.5 + (2 * 0.6) + (0.9 * first);
        double variance = (2 / 12.0 * Math.Pow(2 * 0.6, 2)) + (2 / 12.0 * Math.Pow(0.9 * first, 2));
        Assert.InRange(Math.Abs(statistics.TangentKernel().ZAgainst(mean)!.Value), 0, 4.5);
        Assert.InRange(Math.Abs(statistics.TangentKernelVariance().ZAgainst(variance)!.Value), 0, 4.5);
        Assert.True(Math.Abs(statistics.TangentKernel().ZAgainst(1.02 * mean)!.Value) > 6);
        Assert.True(Math.Abs(statistics.TangentKernelVariance().ZAgainst(1.2 * variance)!.Value) > 6);
    }

    [Fact]
    public void PartsInAnyOrder_MakeTheWhole_ToTheLastBit()
    {
        PlainSampling options = new()
        {
            Models = 400,
            Width = 20,
            Depth = 4,
            Inputs = NetworkInputs.Circle(3),
            Cw = 1.1,
            Seed = 6,
            Observe = All,
        };
        EnsembleStatistics whole = Observe("gelu", EnsembleSamplers.Conditional, options);
        (int First, int Count)[] cuts = [(150, 250), (0, 77), (77, 73)];
        EnsembleStatistics[] parts = [.. cuts.Select(c =>
            Observe("gelu", EnsembleSamplers.Conditional, options with { FirstNetwork = c.First, Models = c.Count, MaxDegreeOfParallelism = 3 }))];
        parts[0].Merge(parts[1]);
        parts[0].Merge(parts[2]);
        for (int layer = 1; layer <= 4; layer++)
        {
            Assert.Equal(whole.Members(layer), parts[0].Members(layer));
            Assert.Equal(whole.Kernel(layer, 0, 2), parts[0].Kernel(layer, 0, 2));
            Assert.Equal(whole.Vertex(layer, 0, 1, 1, 2), parts[0].Vertex(layer, 0, 1, 1, 2));
            Assert.Equal(whole.SixPointCorrelator(layer, 1), parts[0].SixPointCorrelator(layer, 1));
            Assert.Equal(whole.ChiPerp(layer), parts[0].ChiPerp(layer));
            Assert.Equal(whole.Distribution(layer).Quantile(0.3), parts[0].Distribution(layer).Quantile(0.3));
        }
    }

    /// <summary>The streaming estimates of one ensemble against those of its kept metrics.</summary>
    [Fact]
    public void StreamedLayers_AgreeWithTheKeptOnes()
    {
        PlainSampling options = new() { Models = 5000, Width = 30, Depth = 3, InputMetric = 0.5, Cw = 1, Seed = 7 };
        IReadOnlyList<LayerStatistics> kept = EnsembleSamplers.Conditional.Draw(options with { Activation = "mrepu:2" }).Statistics();
        IReadOnlyList<LayerStatistics> streamed = Observe("mrepu:2", EnsembleSamplers.Conditional, options).Layers();
        foreach ((LayerStatistics one, LayerStatistics other) in kept.Zip(streamed))
        {
            Assert.Equal((one.Members, one.Overflowed), (other.Members, other.Overflowed));
            Assert.Equal(one.Kernel.Value, other.Kernel.Value, 1e-12 * one.Kernel.Value);

            // Blocks of networks instead of single ones, a bias of order 1/M less, and an error known to some ten per cent.
            Assert.Equal(one.Vertex.Value, other.Vertex.Value, 0.05 * one.Vertex.StandardError);
            Assert.InRange(other.Kernel.StandardError, 0.6 * one.Kernel.StandardError, 1.4 * one.Kernel.StandardError);
            Assert.InRange(other.Vertex.StandardError, 0.6 * one.Vertex.StandardError, 1.4 * one.Vertex.StandardError);
        }
    }

    [Fact]
    public void DoubleExponentialGrowth_IsFollowedByItsLogarithm()
    {
        // log K(l) of RePU_3 grows like 3^l: E log Ghat(10) = 3 E log Ghat(9) + E log(C_W X) for every network alike.
        PlainSampling options = new() { Models = 300, Width = 50, Depth = 10, InputMetric = 3, Cw = 1, Seed = 8 };
        EnsembleStatistics statistics = Observe("repu:3", EnsembleSamplers.Conditional, options);
        Assert.Equal((300, 0), (statistics.Members(10), statistics.Overflowed(10)));
        Assert.True(double.IsNaN(statistics.Kernel(10).Value));
        Assert.InRange(statistics.LogKernel(10).Value, 10_000, 1e6);
        Assert.InRange(statistics.Distribution(10).Quantile(0.5).Value, 10_000, 1e6);
        double step9 = statistics.LogKernel(9).Value - (3 * statistics.LogKernel(8).Value);
        double step10 = statistics.LogKernel(10).Value - (3 * statistics.LogKernel(9).Value);

        // Each is the mean of 300 independent log(C_W X); X is a mean of 50 relu^6, of relative variance (2 * 10395/225 - 1)/50.
        Assert.Equal(step9, step10, 4.5 * 2.5 * Math.Sqrt(2 / 300.0));
    }

    [Fact]
    public void DeadNetworks_HaveNoLogarithm_AndAreCounted()
    {
        PlainSampling options = new() { Models = 200, Width = 2, Depth = 3, InputMetric = 1, Cw = 2, Seed = 9 };
        EnsembleStatistics statistics = Observe("relu", EnsembleSamplers.Conditional, options);
        Assert.InRange(statistics.Distribution(2).Zeros, 20, 90);
        Assert.Equal(double.NegativeInfinity, statistics.LogKernel(2).Value);
        Assert.Equal(double.NegativeInfinity, statistics.Distribution(2).Quantile(0.05).Value);
        Assert.True(double.IsFinite(statistics.Kernel(3).Value));
    }

    [Fact]
    public void WhatWasNotObserved_IsAskedForInOneLine()
    {
        PlainSampling options = new()
        {
            Models = 10,
            Width = 4,
            Depth = 2,
            Inputs = NetworkInputs.Circle(3),
            Cw = 2,
            OffDiagonal = false,
        };
        EnsembleStatistics statistics = Observe("relu", EnsembleSamplers.Weights, options);
        Assert.Contains("Derivatives", Assert.Throws<UserInputException>(() => statistics.ChiPerp(1)).Message, StringComparison.Ordinal);
        Assert.Contains("TangentKernel", Assert.Throws<UserInputException>(() => statistics.TangentKernel()).Message, StringComparison.Ordinal);
        Assert.Contains("diagonal", Assert.Throws<UserInputException>(() => statistics.Kernel(2, 0, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("memory limit", Assert.Throws<UserInputException>(() => new EnsembleStatistics(options with { MemoryLimitBytes = 1000 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => statistics.Kernel(3));
        Assert.Throws<ArgumentException>(() => statistics.Merge(new EnsembleStatistics(options with { OffDiagonal = true })));
    }

    private static double LinearVertex(int a, int b, int c, int d) =>
        0.81 * ((Linear[(3 * a) + c] * Linear[(3 * b) + d]) + (Linear[(3 * a) + d] * Linear[(3 * b) + c]));

    private static EnsembleStatistics[] Repeat(string activation, PlainSampling options) =>
    [
        .. Enumerable.Range(0, Repetitions).Select(i =>
            Observe(activation, EnsembleSamplers.Conditional, options with { FirstNetwork = (long)i * options.Models })),
    ];

    private static EnsembleStatistics Observe(string activation, IEnsembleSampler sampler, PlainSampling options)
    {
        SamplingOptions ensemble = options with { Activation = activation };
        return sampler.Show(ensemble, new EnsembleStatistics(ensemble));
    }
}

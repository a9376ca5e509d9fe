using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Validation.Tests.Sampling;

public sealed class AgreementWithTheoryTests
{
    private const double Accepted = 4.5;
    private const double Rejected = 6;

    [Theory]
    [InlineData("weights", 16, 3000, 0.01)]
    [InlineData("weights", 100, 1000, 1)]
    [InlineData("conditional", 16, 20000, 1)]
    [InlineData("conditional", 100, 4000, 0.1)]
    public void ReLU_FollowsItsExactLaw_AtEveryWidth(string sampler, int width, int models, double k1)
    {
        var sample = EnsembleSamplers.Parse(sampler).Draw(Options(width, models, k1, cw: 2), Activations.ReLU);
        Assert.InRange(LayerTheory.WorstZ(sample, LayerTheory.OfReLUAtWidth(width, 2, k1, depth: 4)), 0, Accepted);
    }

    [Theory]
    [InlineData("weights", 512, 150)]
    [InlineData("conditional", 1024, 1000)]
    public void ReLU_FollowsTheVertexRecursion_AtLargeWidth(string sampler, int width, int models)
    {
        var sample = EnsembleSamplers.Parse(sampler).Draw(Options(width, models, 0.01, cw: 2), Activations.ReLU);
        Assert.InRange(LayerTheory.WorstZ(sample, LayerTheory.Reference("relu", 2, 0.01, depth: 4)), 0, Accepted);
    }

    [Theory]
    [InlineData("weights", 512, 300)]
    [InlineData("conditional", 1024, 1000)]
    public void MRePU_FollowsTheRecursions_AtLargeWidth(string sampler, int width, int models)
    {
        var sample = EnsembleSamplers.Parse(sampler).Draw(Options(width, models, 0.01, cw: 1), Activations.MRePU2);
        Assert.InRange(LayerTheory.WorstZ(sample, LayerTheory.Reference("mrepu_2", 1, 0.01, depth: 4)), 0, Accepted);
    }

    [Fact]
    public void MRePU_IsOffTheInfiniteWidthKernel_ByTheMetricCorrection()
    {
        // G = K + G1/n with G1(l+1) = chi_par G1(l) + C_W g''(K) V(l) / 2; at width 256 what remains, of order 1/n^2, is below an error.
        const int width = 256;
        var theory = LayerTheory.Reference("mrepu_2", 1, 0.01, depth: 4);
        var statistics = EnsembleSamplers.Conditional.Draw(Options(width, 30000, 0.01, cw: 1), Activations.MRePU2).Statistics();
        double g1 = 0;
        for (int i = 1; i < theory.Length; i++)
        {
            double before = theory[i - 1].Kernel;
            g1 = (MRePU2SquareExpectation(before, t => (t * t) - 1) / (2 * before) * g1)
                + (MRePU2SquareExpectation(before, t => (t * t * t * t) - (6 * t * t) + 3) / (8 * before * before) * theory[i - 1].Vertex);
            Assert.InRange(Math.Abs(statistics[i].Kernel.ZAgainst(theory[i].Kernel + (g1 / width))!.Value), 0, Accepted);
        }

        Assert.True(statistics[3].Kernel.ZAgainst(theory[3].Kernel) > Rejected, "the correction should be visible in this ensemble");
    }

    [Theory]
    [InlineData("weights", 128, 300)]
    [InlineData("conditional", 256, 1000)]
    public void AWrongWeightVariance_IsRejected(string sampler, int width, int models)
    {
        var law = EnsembleSamplers.Parse(sampler);
        var relu = law.Draw(Options(width, models, 0.01, cw: 2 * 1.05), Activations.ReLU);
        Assert.True(LayerTheory.WorstZ(relu, LayerTheory.OfReLUAtWidth(width, 2, 0.01, depth: 4)) > Rejected);

        var mrepu = law.Draw(Options(width, 2 * models, 0.01, cw: 1.05), Activations.MRePU2);
        Assert.True(LayerTheory.WorstZ(mrepu, LayerTheory.Reference("mrepu_2", 1, 0.01, depth: 4)) > Rejected);
    }

    [Theory]
    [InlineData("weights", 1)]
    [InlineData("weights", 5)]
    [InlineData("conditional", 2)]
    public void Biases_EnterTheMetricOfALinearNetwork_Exactly(string sampler, int inputDimension)
    {
        // s(z) = z: E[Ghat(l+1)] = C_b + C_W E[Ghat(l)] at any width, and Var(Ghat(2)) = C_W^2 2 K(1)^2 / n.
        var options = Options(20, 4000, k1: 0.7, cw: 0.9) with
        {
            Cb = 0.3,
            InputDimension = inputDimension,
            DType = TorchPrecision.Float64,
        };
        var statistics = EnsembleSamplers.Parse(sampler).Draw(options, new TensorActivation("linear", z => z.clone())).Statistics();
        double expected = options.InputMetric;
        foreach (LayerStatistics layer in statistics.Skip(1))
        {
            expected = options.Cb + (options.Cw * expected);
            Assert.InRange(Math.Abs(layer.Kernel.ZAgainst(expected)!.Value), 0, Accepted);
        }

        Assert.InRange(Math.Abs(statistics[1].Vertex.ZAgainst(2 * 0.81 * 0.49)!.Value), 0, Accepted);
    }

    [Theory]
    [InlineData("relu", 2.0, 0.0)]
    [InlineData("mrepu_2", 0.9, 0.0)]
    [InlineData("tanh", 1.5, 0.2)]
    [InlineData("gelu", 1.5, 0.1)]
    public void BothSamplers_DrawFromOneDistribution_AtSmallWidth(string activation, double cw, double cb)
    {
        var s = Activations.Named(activation);
        var options = Options(width: 8, models: 5000, k1: 0.3, cw) with { Cb = cb, Depth = 3 };
        var weights = EnsembleSamplers.Weights.Draw(options, s);
        var conditional = EnsembleSamplers.Conditional.Draw(options with { Seed = 77 }, s);
        for (int layer = 2; layer <= 3; layer++)
        {
            // Two samples of 5000, Kolmogorov and Smirnov: exceeded with probability 2 exp(-2 * 2.2^2) = 1.3e-4.
            double distance = KolmogorovDistance(weights.Metric(layer).ToArray(), conditional.Metric(layer).ToArray());
            Assert.InRange(distance * Math.Sqrt(options.Models / 2.0), 0, 2.2);
        }
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("conditional")]
    public void FirstLayer_HasTheGivenMetricInEveryNetwork(string sampler)
    {
        var first = EnsembleSamplers.Parse(sampler).Draw(Options(4, 10, 0.01, cw: 2), Activations.ReLU).Statistics()[0];
        Assert.Equal((1, 10, 0), (first.Layer, first.Members, first.Overflowed));
        Assert.Equal(new Estimate(0.01, 0), first.Kernel);
        Assert.Equal(new Estimate(0, 0), first.Vertex);
    }

    private static PlainSampling Options(int width, int models, double k1, double cw) => new()
    {
        Models = models,
        Width = width,
        Depth = 4,
        InputMetric = k1,
        Cw = cw,
        Seed = 20,
    };

    /// <summary>
    /// The expectation of s(z)^2 w(z / sqrt K), z ~ N(0, K), s = MRePU_2, by the trapezoidal rule on the side where s is not 0.
    /// </summary>
    private static double MRePU2SquareExpectation(double k, Func<double, double> weight)
    {
        const int steps = 20000;
        double from = -1 / Math.Sqrt(k);
        double step = (12 - from) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++)
        {
            double t = from + (i * step);
            double z = t * Math.Sqrt(k);
            sum += z * z * Math.Pow(z + 1, 4) * weight(t) * Math.Exp(-t * t / 2);
        }

        return sum * step / Math.Sqrt(2 * Math.PI);
    }

    private static double KolmogorovDistance(double[] first, double[] second)
    {
        Array.Sort(first);
        Array.Sort(second);
        double distance = 0;
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            if (first[i] <= second[j])
            {
                i++;
            }
            else
            {
                j++;
            }

            distance = Math.Max(distance, Math.Abs(((double)i / first.Length) - ((double)j / second.Length)));
        }

        return distance;
    }
}

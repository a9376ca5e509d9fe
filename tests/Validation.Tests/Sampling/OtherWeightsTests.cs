using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Sampling;

/// <summary>Weights that are not normal: what is drawn, and what it changes at order 1/n.</summary>
public sealed class OtherWeightsTests
{
    [Theory]
    [InlineData("uniform")]
    [InlineData("two-valued")]
    [InlineData("truncated")]
    [InlineData("truncated:0.5")]
    [InlineData("kurtosis:3")]
    public void IndependentWeights_HaveTheirVarianceAndKurtosis(string law)
    {
        WeightLaw weights = WeightLaw.Parse(law)!;
        SamplingOptions options = Options("tanh", 200, weights) with { DType = TorchPrecision.Float64 };
        using var network = DrawnNetwork.Draw(options, 3);
        double[] w = [.. network.Weights[1].data<double>()];
        double second = w.Average(x => x * x);
        double fourth = w.Average(x => x * x * x * x);
        double error = Math.Sqrt(Math.Max(1e-30, (w.Average(x => Math.Pow(x, 8)) / (fourth * fourth)) - 1) / w.Length);
        Assert.Equal(1.5 / 200, second, 1.5 / 200 * ((4.5 * Math.Sqrt((weights.ExcessKurtosis + 2) / w.Length)) + 1e-12));
        Assert.Equal(weights.ExcessKurtosis + 3, fourth / (1.5 / 200) / (1.5 / 200), (weights.ExcessKurtosis + 3) * ((4.5 * error) + 1e-9));
        Assert.Equal(0, w.Average(), 4.5 * Math.Sqrt(1.5 / 200 / w.Length));
    }

    [Fact]
    public void OrthogonalWeights_AreOrthonormalUpToAFactor()
    {
        // 20 components, 30 neurons, 30, 12 and 12.
        Network law = Network.Plain(Activation.Parse("tanh"), 4, [30, 30, 12], [0], [1.5], [1], [1]).WithLaws(WeightLaw.Orthogonal, WeightLaw.Normal);
        SamplingOptions options = Options("tanh", 8, WeightLaw.Normal) with { Network = law, Signal = Signal.Kernel(1, 20), DType = TorchPrecision.Float64 };
        using var network = DrawnNetwork.Draw(options, 0);
        for (int l = 0; l < 4; l++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            (long rows, long columns) = (network.Weights[l].shape[0], network.Weights[l].shape[1]);
            torch.Tensor w = network.Weights[l];
            double[] product = [.. (rows <= columns ? w.mm(w.t()) : w.t().mm(w)).contiguous().data<double>()];
            int size = (int)Math.Min(rows, columns);

            // Elements have variance C_W/fan-in in any case.
            double square = 1.5 * (rows <= columns ? 1 : rows / (double)columns);
            Assert.All(Enumerable.Range(0, size * size), i => Assert.Equal(i % (size + 1) == 0 ? square : 0, product[i], 1e-12));
        }
    }

    [Theory]
    [InlineData("sin", 0.05, 1.4, "two-valued", true)]
    [InlineData("sin", 0.05, 1.4, "uniform", true)]
    [InlineData("tanh", 0, 1.5, "kurtosis:3", true)]
    [InlineData("tanh", 0, 1.5, "orthogonal", true)]
    [InlineData("tanh", 0.1, 1.5, "orthogonal", true)]
    [InlineData("relu", 0, 2, "orthogonal", false)]
    public void MetricAndVertex_AreThoseOfTheirLaw_AndNotThoseOfNormalWeights(string activation, double cb, double cw, string law, bool metricDiffers)
    {
        SamplingOptions options = Options(activation, 32, WeightLaw.Parse(law)!, cb, cw) with { Models = 20_000 };
        EnsembleStatistics measured = EnsembleSamplers.Weights.Show(options, new EnsembleStatistics(options));
        IReadOnlyList<FlowLayer> predicted = EnsembleTheory.Of(options).Flow.ToTheLast();
        IReadOnlyList<FlowLayer> normal = EnsembleTheory.Of(options with { Network = options.Network.WithLaws(WeightLaw.Normal, WeightLaw.Normal) }).Flow.ToTheLast();
        bool refuted = false;
        foreach (FlowLayer layer in predicted.Skip(1))
        {
            (Estimate metric, Estimate vertex) = (measured.Kernel(layer.Layer), measured.Vertex(layer.Layer));
            Assert.Equal(layer.Metric, metric.Value, (4.5 * metric.StandardError) + layer.NeglectedMetric);
            Assert.Equal(layer.Vertex, vertex.Value, (4.5 * vertex.StandardError) + layer.NeglectedVertex);
            FlowLayer other = normal[layer.Layer - 1];
            refuted |= metricDiffers
                ? Math.Abs(metric.Value - other.Metric - other.NextOrderMetric) > (4.5 * metric.StandardError) + layer.NeglectedMetric
                : Math.Abs(vertex.Value - other.Vertex - other.NextOrderVertex) > (4.5 * vertex.StandardError) + layer.NeglectedVertex;
        }

        Assert.True(refuted);
    }

    [Fact]
    public void UniformBiases_HaveTheirKurtosisInTheFirstLayer()
    {
        // Nothing but biases: E[s(b)^2] differs from the normal one by C_W g'' k C_b^2/6.
        Network law = Network.Plain(Activation.Parse("z + z^2/4"), 2, 4, 0.2, 1).WithLaws(WeightLaw.Normal, WeightLaw.Uniform);
        IReadOnlyList<FlowLayer> flow = EnsembleTheory.Of(Options("tanh", 4, WeightLaw.Normal) with { Network = law, Signal = Signal.Kernel(0.2000001) }).Flow.ToTheLast();

        // E[s^2] = E[z^2] + E[z^4]/16 at E[z^4] = 9/5 E[z^2]^2.
        Assert.Equal(0.2 + 0.2 + (1.8 * 0.04 / 16), flow[1].Metric, 1e-6);
    }

    [Fact]
    public void WhatNeedsNormalWeights_SaysSo()
    {
        SamplingOptions options = Options("tanh", 8, WeightLaw.Uniform);
        Assert.Contains("needs normal weights", Assert.Throws<UserInputException>(() => EnsembleSamplers.Conditional.Check(options)).Message, StringComparison.Ordinal);
        Assert.Contains("needs normal weights", Assert.Throws<UserInputException>(() => EnsembleTheory.Of(options with { Signal = NetworkInputs.Circle(2) })).Message, StringComparison.Ordinal);
        Assert.Contains("training needs normal weights", Assert.Throws<UserInputException>(() => new NetworkArchitecture(options.Network, 2)).Message, StringComparison.Ordinal);
    }

    private static SamplingOptions Options(string activation, int width, WeightLaw law, double cb = 0, double cw = 1.5) => new()
    {
        Network = Network.Plain(Activation.Parse(activation), 4, width, cb, cw).WithLaws(law, WeightLaw.Normal),
        Signal = Signal.Kernel(1, width),
        Models = 100,
        Seed = 21,
        Device = TorchDevice.Cpu,
    };
}

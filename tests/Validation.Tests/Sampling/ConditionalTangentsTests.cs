using Theory.Networks;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;

namespace Theory.Validation.Tests.Sampling;

/// <summary>Tangent kernels without weights against those of drawn weights: the law, not only the mean.</summary>
public sealed class ConditionalTangentsTests
{
    // Two samples of one law are further apart than this with a probability of 1e-6: sqrt(-ln(alpha/2)/2).
    private const double Critical = 2.69;

    private const int Networks = 6000;

    public static TheoryData<string, double, double, double> Laws => new()
    {
        { "tanh", 1.5, 0.1, 1 },
        { "relu", 2, 0, 1 },
        { "gelu", 1.7, 0.2, 0.3 },
        { "sin", 1.4, 0.05, 2 },
    };

    [Theory]
    [MemberData(nameof(Laws))]
    public void TheLaw_IsThatOfDrawnWeights(string activation, double cw, double cb, double lambdaW)
    {
        PlainSampling options = Options(activation, cw, cb) with { InputMetric = 1.2, LambdaW = lambdaW, LambdaB = 0.6 };
        (double Theta, double Metric)[] drawn = Single(EnsembleSamplers.Weights, options);
        (double Theta, double Metric)[] conditional = Single(EnsembleSamplers.Conditional, options);
        Assert.InRange(Distance(drawn.Select(n => n.Theta), conditional.Select(n => n.Theta)), 0, Critical);
        Assert.InRange(Distance(drawn.Select(n => n.Theta * n.Metric), conditional.Select(n => n.Theta * n.Metric)), 0, Critical);
        Assert.InRange(Distance(drawn.Select(n => n.Theta / n.Metric), conditional.Select(n => n.Theta / n.Metric)), 0, Critical);

        // Both belong to one network: their correlation is that of drawn weights, and not 0 as of kernels beside the metric of another network.
        (double expected, double measured) = (Correlation(drawn), Correlation(conditional));
        Assert.Equal(expected, measured, 6 * Math.Sqrt(2.0 / Networks));
        Assert.True(Math.Abs(expected) > 8 / Math.Sqrt(Networks));

        // A control: kernels of networks that are three times as wide.
        (double Theta, double Metric)[] wider = Single(EnsembleSamplers.Conditional, options with { Width = 18 });
        Assert.True(Distance(drawn.Select(n => n.Theta), wider.Select(n => n.Theta)) > Critical);
    }

    [Theory]
    [InlineData("tanh", 1.5, 0.1)]
    [InlineData("relu", 2, 0)]
    public void TheLawAtSeveralInputs_IsThatOfDrawnWeights(string activation, double cw, double cb)
    {
        PlainSampling options = Options(activation, cw, cb) with { Inputs = NetworkInputs.Of([[1, 0.4], [-0.3, 1.1], [0.8, 0.9]]) };
        double[][] drawn = Several(EnsembleSamplers.Weights, options);
        double[][] conditional = Several(EnsembleSamplers.Conditional, options);
        Func<double[], double>[] elements =
        [
            t => t[0], t => t[1], t => t[5], t => t[8], t => t[0] + t[4] - (2 * t[1]), t => (t[0] * t[4]) - (t[1] * t[1]), t => t[2] * t[3], t => t[1] / t[8],
        ];
        Assert.All(elements, e => Assert.InRange(Distance(drawn.Select(e), conditional.Select(e)), 0, Critical));
    }

    /// <summary>What is shown as the output is the neuron whose kernel is shown: their joint law is that of drawn weights.</summary>
    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void OutputAndKernel_BelongToOneNeuron(string dtype)
    {
        PlainSampling options = Options("tanh", 1.5, 0.1) with { Inputs = NetworkInputs.Of([[1, 0.4], [-0.3, 1.1]]), DType = TorchPrecision.Parse(dtype) };
        double[][] drawn = EnsembleSamplers.Weights.Show(options, new OutputRecorder()).Rows;
        double[][] conditional = EnsembleSamplers.Conditional.Show(options, new OutputRecorder()).Rows;
        Func<double[], double>[] elements = [t => t[0], t => t[0] * t[1], t => t[0] * t[0] / t[2], t => t[1] * t[1] * t[2], t => t[0] * t[1] / t[3]];
        Assert.All(elements, e => Assert.InRange(Distance(drawn.Select(e), conditional.Select(e)), 0, Critical));

        // Given the metric the outputs are normal with it as their covariance.
        Assert.Equal(1, conditional.Average(t => t[0] * t[0] / t[4]), 6 * Math.Sqrt(2.0 / Networks));
    }

    [Theory]
    [InlineData("tanh", 1, "float32")]
    [InlineData("relu", 3, "float32")]
    [InlineData("gelu", 2, "float64")]
    public void Networks_AreTheSameToTheLastBit_HoweverTheWorkIsDivided(string activation, int inputs, string dtype)
    {
        PlainSampling options = Options(activation, 1.6, 0.1) with
        {
            Inputs = NetworkInputs.Circle(inputs),
            Models = 60,
            Width = 37,
            FirstNetwork = 5,
            DType = TorchPrecision.Parse(dtype),
        };
        ObservationRecorder whole = EnsembleSamplers.Conditional.Show(options, new ObservationRecorder());
        ObservationRecorder parts = EnsembleSamplers.Conditional.Show(
            options with { MemoryLimitBytes = 1_500_000, MaxDegreeOfParallelism = 3 }, new ObservationRecorder());
        ObservationRecorder plain = EnsembleSamplers.Conditional.Show(options with { Observe = Observables.NeuronMoments }, new ObservationRecorder());
        foreach (long network in whole.Networks)
        {
            Assert.Equal(whole[network, 4], parts[network, 4]);

            // The way back comes after the way forth, so that it changes nothing there.
            Assert.Equal(whole[network, 4][1], plain[network, 4][1]);
        }
    }

    [Fact]
    public void EqualAndCollinearInputs_HaveTheKernelsOfOne()
    {
        // ReLU without biases and without their rates is homogeneous: an input twice as long doubles its column.
        PlainSampling options = Options("relu", 2, 0) with
        {
            Inputs = NetworkInputs.Of([[1, 0.5], [2, 1], [1, 0.5]]),
            Models = 40,
            LambdaB = 0,
            DType = TorchPrecision.Float64,
        };
        Assert.All(Several(EnsembleSamplers.Conditional, options), t =>
        {
            Assert.Equal(2 * t[0], t[1], 1e-9 * Math.Abs(t[0]));
            Assert.Equal(t[0], t[2], 1e-9 * Math.Abs(t[0]));
            Assert.Equal(4 * t[0], t[4], 1e-9 * Math.Abs(t[0]));
        });
    }

    [Fact]
    public void DeadNetworks_HaveTheKernelOfTheirLastBiases()
    {
        // Of width 1 half of the networks die in a layer: nothing but lambda_b of the last layer is left.
        PlainSampling options = Options("relu", 2, 0) with { InputMetric = 1, Width = 1, LambdaB = 0.6, LambdaW = 1 };
        (double Theta, double Metric)[] conditional = Single(EnsembleSamplers.Conditional, options);
        (double Theta, double Metric)[] drawn = Single(EnsembleSamplers.Weights, options);
        Assert.All(conditional, n => Assert.True(n.Metric > 0 || n.Theta >= 0.6));
        Assert.InRange(conditional.Count(n => n.Theta == 0.6) / (double)Networks, 0.4, 0.9);
        Assert.InRange(Distance(drawn.Select(n => n.Theta), conditional.Select(n => n.Theta)), 0, Critical);
    }

    private static double Correlation((double Theta, double Metric)[] networks)
    {
        (double theta, double metric) = (networks.Average(n => n.Theta), networks.Average(n => n.Metric));
        return networks.Average(n => (n.Theta - theta) * (n.Metric - metric))
            / Math.Sqrt(networks.Average(n => (n.Theta - theta) * (n.Theta - theta)) * networks.Average(n => (n.Metric - metric) * (n.Metric - metric)));
    }

    private static PlainSampling Options(string activation, double cw, double cb) => new()
    {
        Activation = activation,
        Models = Networks,
        Width = 6,
        Depth = 4,
        Cw = cw,
        Cb = cb,
        Seed = 11,
        Observe = Observables.TangentKernel,
    };

    private static (double Theta, double Metric)[] Single(IEnsembleSampler sampler, PlainSampling options)
    {
        // Seeds differ between samplers, whose forward numbers are not the same anyhow.
        ObservationRecorder seen = sampler.Show(options, new ObservationRecorder());
        return [.. seen.Networks.Select(n => (seen[n, 4][^1], seen[n, 4][1]))];
    }

    private static double[][] Several(IEnsembleSampler sampler, PlainSampling options)
    {
        ObservationRecorder seen = sampler.Show(options, new ObservationRecorder());
        return [.. seen.Networks.Select(n => seen[n, 4][^9..])];
    }

    /// <summary>The largest distance of two empirical distributions in units in which it has a law of its own (Kolmogorov and Smirnov).</summary>
    private static double Distance(IEnumerable<double> first, IEnumerable<double> second)
    {
        double[] a = [.. first.Order()];
        double[] b = [.. second.Order()];
        (int i, int j, double largest) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            double x = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] == x)
            {
                i++;
            }

            while (j < b.Length && b[j] == x)
            {
                j++;
            }

            largest = Math.Max(largest, Math.Abs((i / (double)a.Length) - (j / (double)b.Length)));
        }

        return largest * Math.Sqrt(a.Length * (double)b.Length / (a.Length + b.Length));
    }

    /// <summary>Outputs at two inputs, Theta_11, Theta_12 and the metric at the first input.</summary>
    private sealed class OutputRecorder : IEnsembleObserver
    {
        private readonly Dictionary<long, double[]> _rows = [];

        public double[][] Rows => [.. _rows.OrderBy(r => r.Key).Select(r => r.Value)];

        public IEnsembleObserver Fork() => new OutputRecorder();

        public void Merge(IEnsembleObserver other)
        {
            foreach ((long network, double[] row) in ((OutputRecorder)other)._rows)
            {
                _rows.Add(network, row);
            }
        }

        public void Observe(LayerObservation observation)
        {
            Assert.Equal(observation.TangentKernel.IsEmpty, observation.Outputs.IsEmpty);
            if (!observation.Outputs.IsEmpty)
            {
                _rows.Add(observation.Network, [observation.Outputs[0], observation.Outputs[1], observation.TangentKernel[0], observation.TangentKernel[1], observation.Metric(0, 0)]);
            }
        }
    }
}

using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Tests.Sampling;

public sealed class SeveralInputsTests
{
    private static readonly Observables Everything = Observables.NeuronMoments | Observables.Derivatives;

    public static TheoryData<string, string, string, int, int> Cases =>
        [.. from sampler in (string[])["weights", "conditional"]
            from activation in (string[])["gelu", "repu:3", "tanh"]
            from dtype in (string[])["float32", "float64"]
            from shape in ((int, int)[])[(3, 37), (1, 64), (20, 50)]
            select (sampler, activation, dtype, shape.Item1, shape.Item2)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Networks_AreTheSameToTheLastBit_HoweverTheWorkIsDivided(string sampler, string activation, string dtype, int inputs, int width)
    {
        PlainSampling options = Options(inputs, width, dtype) with { Activation = activation, Observe = Everything };
        IEnsembleSampler law = EnsembleSamplers.Parse(sampler);
        ObservationRecorder whole = Observe(law, options);
        ObservationRecorder narrow = Observe(law, options with { MemoryLimitBytes = 1_200_000, MaxDegreeOfParallelism = 1 });
        ObservationRecorder threads = Observe(law, options with { MemoryLimitBytes = 3_000_000, MaxDegreeOfParallelism = 5 });
        ObservationRecorder part = Observe(law, options with { FirstNetwork = options.FirstNetwork + 20, Models = 31 });
        var alone = new ObservationRecorder();
        law.ObserveNetwork(options, options.FirstNetwork + 33, alone);
        foreach (long network in whole.Networks)
        {
            for (int layer = 1; layer <= options.Depth; layer++)
            {
                Assert.Equal(whole[network, layer], narrow[network, layer]);
                Assert.Equal(whole[network, layer], threads[network, layer]);
            }
        }

        Assert.All(part.Networks, n => Assert.Equal(whole[n, options.Depth], part[n, options.Depth]));
        Assert.Equal(whole[options.FirstNetwork + 33, options.Depth], alone[options.FirstNetwork + 33, options.Depth]);
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("conditional")]
    public void Observables_DoNotChangeTheNetworks(string sampler)
    {
        IEnsembleSampler law = EnsembleSamplers.Parse(sampler);
        PlainSampling options = Options(1, 37, "float32") with { Activation = "mrepu:2", Inputs = null, InputMetric = 0.3 };
        var kept = new List<double>();
        EnsembleSample sample = law.Draw(options);
        ObservationRecorder seen = Observe(law, options with { Observe = Everything });
        foreach (long network in seen.Networks)
        {
            kept.Add(seen[network, 4][1]);
        }

        Assert.Equal(sample.Metric(4).ToArray(), kept);
    }

    /// <summary>The metric, the derivatives and the tangent kernel of a network against torch's own product and autograd.</summary>
    [Theory]
    [InlineData("tanh", 0.0)]
    [InlineData("gelu", 0.3)]
    [InlineData("mrepu:2", 0.1)]
    [InlineData("relu", 0.0)]
    public void ANetworkRebuiltWithGradients_ShowsTheSameMetricAndTangentKernel(string activation, double cb)
    {
        PlainSampling options = Options(3, 9, "float64") with
        {
            Activation = activation,
            Cb = cb,
            Observe = Everything | Observables.TangentKernel,
            LambdaB = 0.7,
            LambdaW = 1.3,
        };
        var recorder = new ObservationRecorder();
        EnsembleSamplers.Weights.ObserveNetwork(options, 17, recorder);

        using DisposeScope scope = torch.NewDisposeScope();
        using DrawnNetwork network = DrawnNetwork.Draw(options, 17, requiresGradient: true);
        torch.Tensor x = torch.tensor(options.Inputs!.Values.ToArray(), [3, 2], dtype: torch.float64);
        IReadOnlyList<torch.Tensor> z = network.Preactivations(x);
        torch.Tensor last = Compiled(activation).Function(z[^2]);
        double[] metric = last.mm(last.t()).Times(options.Cw / 9).Plus(cb).data<double>().ToArray();
        torch.Tensor[] gradients = [.. Enumerable.Range(0, 3).Select(a => Gradient(network, z[^1][a, 0], options))];
        double[] tangent = [.. from a in gradients from b in gradients select a.dot(b).item<double>()];

        double[] seen = recorder[17, options.Depth];
        double[] seenTangent = seen[^9..];
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                Assert.Equal(tangent[(3 * a) + b], seenTangent[(3 * a) + b], 1e-11 * Math.Abs(tangent[0]));
            }

            // Per input: log G, then pairs of G and the derivative metric, the response, and three moments.
            int at = a * (1 + 6 + 1 + 3);
            Assert.Equal(Math.Log(metric[4 * a]), seen[at], 1e-11);
            Assert.Equal(metric[3 * a], seen[at + 1], 1e-12 * metric[4 * a]);
            Assert.Equal(z[^1][a].Squared().mean().item<double>(), seen[at + 8], 1e-12 * seen[at + 8]);
        }
    }

    [Fact]
    public void Derivatives_AreThoseOfTheDrawnNetwork()
    {
        PlainSampling options = Options(2, 11, "float64") with { Activation = "tanh", Observe = Observables.Derivatives };
        var recorder = new ObservationRecorder();
        EnsembleSamplers.Weights.ObserveNetwork(options, 5, recorder);
        using DisposeScope scope = torch.NewDisposeScope();
        using DrawnNetwork network = DrawnNetwork.Draw(options, 5);
        torch.Tensor z = network.Preactivations(torch.tensor(options.Inputs!.Values.ToArray(), [2, 2], dtype: torch.float64))[1];
        torch.Tensor slope = z.tanh().Squared().Times(-1).Plus(1);
        double[] seen = recorder[5, 2];
        Assert.Equal(options.Cw * (slope[0] * slope[1]).mean().item<double>(), seen[4], 1e-13);
        Assert.Equal(options.Cw * (z[0] * z[0].tanh() * slope[0]).mean().item<double>() / seen[1], seen[5], 1e-13);
    }

    /// <summary>Both samplers against the two-input kernel of a linear network, which is exact, and against one another.</summary>
    [Theory]
    [InlineData("weights")]
    [InlineData("conditional")]
    public void LinearNetworks_KeepTheProductsOfInputs_OnAverage(string sampler)
    {
        // E[Ghat_ab] = C_b + C_W G_ab; Var(Ghat_ab(2)) = C_W^2 (G_aa G_bb + G_ab^2)/n.
        PlainSampling options = Options(5, 16, "float64") with { Models = 6000, Depth = 2, Cb = 0.3 };
        ObservationRecorder seen = Observe(EnsembleSamplers.Parse(sampler), options with { Activation = "linear" });
        double[] first = options.Inputs!.FirstKernel(0.3, options.Cw);
        for (int a = 0; a < 5; a++)
        {
            for (int b = 0; b < 5; b++)
            {
                int at = (a * 6) + 1 + b;
                double[] values = [.. seen.Networks.Select(n => seen[n, 2][at])];
                double expected = 0.3 + (options.Cw * first[(5 * a) + b]);
                double variance = options.Cw * options.Cw * ((first[6 * a] * first[6 * b]) + (first[(5 * a) + b] * first[(5 * a) + b])) / 16;
                Assert.Equal(expected, values.Average(), 4.5 * Math.Sqrt(variance / values.Length));
            }
        }
    }

    [Theory]
    [InlineData("tanh", 0.0)]
    [InlineData("mrepu:2", 0.05)]
    [InlineData("relu", 0.0)]
    public void BothSamplers_AgreeInTheMomentsOfAllPairs_AtSmallWidth(string activation, double cb)
    {
        PlainSampling options = Options(3, 6, "float64") with { Models = 20_000, Activation = activation, Depth = 3, Cb = cb, Cw = 0.8 };
        ObservationRecorder one = Observe(EnsembleSamplers.Weights, options);
        ObservationRecorder other = Observe(EnsembleSamplers.Conditional, options with { Seed = 900 });
        foreach (int at in (int[])[1, 2, 3, 5, 6, 7, 9, 10, 11])
        {
            foreach (int power in (int[])[1, 2])
            {
                double[] x = [.. one.Networks.Select(n => Math.Pow(one[n, 3][at], power))];
                double[] y = [.. other.Networks.Select(n => Math.Pow(other[n, 3][at], power))];
                Assert.InRange(Math.Abs(x.Average() - y.Average()) / Math.Sqrt((Variance(x) / x.Length) + (Variance(y) / y.Length)), 0, 4.5);
            }
        }
    }

    /// <summary>Coincident and collinear inputs make the metric singular; more inputs than dimensions do so at the first layer.</summary>
    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void CoincidentInputs_StayCoincident_AndSingularMetricsAreNoObstacle(string dtype)
    {
        PlainSampling options = Options(4, 32, dtype) with { Inputs = NetworkInputs.Of([[1, 0.5], [1, 0.5], [-1, -0.5], [0, 0]]) };
        ObservationRecorder seen = Observe(EnsembleSamplers.Conditional, options with { Activation = "tanh" });
        foreach (long network in seen.Networks)
        {
            double[] last = seen[network, options.Depth];
            Assert.Equal(last[1], last[6 + 0], 1e-6);
            Assert.Equal(last[1], last[2], 1e-6);
            Assert.Equal(-last[1], last[3], 1e-6);
            Assert.Equal(0, last[4]);
        }
    }

    /// <summary>log K of RePU_3 at layer 10 is about 3^9 times a number; as a double it is 0 or infinite for almost every network.</summary>
    [Theory]
    [InlineData("weights", "float32")]
    [InlineData("conditional", "float32")]
    [InlineData("conditional", "float64")]
    public void HomogeneousActivations_AreFollowedByLogarithms(string sampler, string dtype)
    {
        PlainSampling options = Options(2, 24, dtype) with { Activation = "repu:3", Depth = 10, Cw = 1 };
        ObservationRecorder seen = Observe(EnsembleSamplers.Parse(sampler), options);
        Assert.All(seen.Networks, n => Assert.True(double.IsFinite(seen[n, 10][0])));
        Assert.Contains(seen.Networks, n => seen[n, 10][1] == 0);

        // Where it still fits in a double, the metric is that of the same network with inputs twice as large, times 2^(2 p^(l-1)).
        PlainSampling larger = options with { Inputs = NetworkInputs.Circle(2, 1.2 * 2), Depth = 4 };
        ObservationRecorder scaled = Observe(EnsembleSamplers.Parse(sampler), larger);
        double shift = 2 * 27 * Math.Log(2);
        Assert.All(seen.Networks, n => Assert.Equal(seen[n, 4][0] + shift, scaled[n, 4][0], 1e-12 * Math.Abs(seen[n, 4][0]) + 1e-12));
    }

    [Fact]
    public void LogMetric_EqualsTheLogarithmOfTheMetric_OfTheSameNetworkWithoutTheShortcut()
    {
        TensorActivation s = Compiled("repu:2");
        PlainSampling options = Options(3, 16, "float64") with { Activation = "repu:2", Depth = 5, Cw = 0.9 };
        ObservationRecorder fast = Observe(EnsembleSamplers.Weights, options);
        ObservationRecorder plain = Observe(EnsembleSamplers.Weights, options with { Tensors = s with { Degree = null } });
        Assert.All(fast.Networks, n => Assert.Equal(plain[n, 5][1], fast[n, 5][1], 1e-12 * plain[n, 5][1]));
    }

    [Fact]
    public void BadRequests_AreRefusedInOneLine()
    {
        PlainSampling options = Options(3, 8, "float32") with { Activation = "tanh" };
        void Refused(string says, Action action) => Assert.Contains(says, Assert.Throws<UserInputException>(action).Message, StringComparison.Ordinal);

        Refused("observe the ensemble", () => EnsembleSamplers.Conditional.Draw(options));
        Refused("all pairs", () => Observe(EnsembleSamplers.Conditional, options with { OffDiagonal = false }));
        Refused("derivative", () => Observe(EnsembleSamplers.Weights, options with { Observe = Observables.Derivatives, Activation = "perceptron" }));
        Refused("memory limit", () => Observe(EnsembleSamplers.Weights, options with { MemoryLimitBytes = 1000 }));
        Refused("no input", () => NetworkInputs.Of([]));
        Refused("input 2 has 1", () => NetworkInputs.Of([[1, 2], [1]]));
        Refused("not finite", () => NetworkInputs.Of([[double.NaN]]));
        Refused("positive radius", () => NetworkInputs.Circle(3, -1));
        Refused("separation", () => NetworkInputs.Close(1, 0));
    }

    [Fact]
    public void MemoryLimit_BoundsWhatTorchAndTheHeapHold()
    {
        // 40 networks of width 1000 would be 160 MB of weights at once.
        PlainSampling options = Options(4, 1000, "float32") with { Models = 40, MemoryLimitBytes = 12_000_000 };
        SamplingPlan plan = SamplingPlan.For(options, new WeightsLaw(), 40);
        Assert.InRange(plan.Threads * ((4L * 1001 * 1000) + (plan.NetworksInBlock * 4L * 1064 * 24)), 1, 12_000_000);
    }

    private static torch.Tensor Gradient(DrawnNetwork network, torch.Tensor z, PlainSampling options)
    {
        torch.Tensor[] parameters = [.. network.Weights, .. network.Biases];
        IList<torch.Tensor> gradients = torch.autograd.grad([z], parameters, retain_graph: true, allow_unused: true);
        return torch.cat([.. gradients.Select((g, i) =>
        {
            bool weight = i < network.Weights.Count;
            double rate = weight ? options.LambdaW / network.Weights[i].shape[1] : options.LambdaB;
            return (g is null ? torch.zeros_like(parameters[i]) : g).reshape(-1).Times(Math.Sqrt(rate));
        })]);
    }

    private static ObservationRecorder Observe(IEnsembleSampler sampler, PlainSampling options) =>
        sampler.Show(options, new ObservationRecorder());

    private static TensorActivation Compiled(string name) => TensorCompiler.Compile(Activation.Parse(name));

    private static PlainSampling Options(int inputs, int width, string dtype) => new()
    {
        Models = 51,
        Width = width,
        Depth = 4,
        Inputs = NetworkInputs.Circle(inputs, 1.2),
        Cw = 1.3,
        Seed = 8,
        FirstNetwork = 70,
        DType = TorchPrecision.Parse(dtype),
    };

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(x => (x - mean) * (x - mean)) / (values.Length - 1);
    }
}

using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Activations;
using Theory.Validation.Comparison;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Tests.Sampling;

/// <summary>Networks whose layers have widths, C_b, C_W and activations of their own, sampled and predicted from one object.</summary>
public sealed class UnequalLayersTests
{
    private static readonly NetworkInputs Two = NetworkInputs.Of([[1.0, 0.3], [0.2, -0.9]]);

    [Theory]
    [InlineData("conditional", 15_000)]
    [InlineData("weights", 4000)]
    public void Theory_IsConfirmed_AndThatOfAnyOtherLayerRefuted(string sampler, int models)
    {
        SamplingOptions options = Options(Law(), Signal.Kernel(0.8)) with { Models = models };
        EnsembleTheory theory = EnsembleTheory.Of(options, cancellation: TestContext.Current.CancellationToken);
        EnsembleStatistics statistics = EnsembleSamplers.Parse(sampler).Show(options, new EnsembleStatistics(options));
        (EnsembleComparison layers, EnsembleJudgement judgement, _) = theory.Compare(statistics, sampler);
        Assert.Equal(Verdict.Confirmed, layers.Verdict);
        Assert.Equal((Verdict.Confirmed, 4), (judgement.Verdict, judgement.Layers.Count));

        // The C_W of the last layer, and the mean instead of each width: the same code must tell.
        foreach (Network other in (Network[])[Law(lastCw: 1.03 * 1.2), Law(widths: [150, 150, 150, 150])])
        {
            EnsembleTheory wrong = EnsembleTheory.Of(options with { Network = other }, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(Verdict.Refuted, EnsembleJudgement.Of(wrong.Flow.Layers, statistics).Verdict);
            Assert.Throws<ArgumentException>(() => wrong.Compare(statistics, sampler));
        }
    }

    [Theory]
    [InlineData("conditional", 6000)]
    [InlineData("weights", 3000)]
    public void PairsOfInputs_FollowTheirOwnWidths(string sampler, int models)
    {
        SamplingOptions options = Options(Law(), Two) with { Models = models };
        EnsembleTheory theory = EnsembleTheory.Of(options, cancellation: TestContext.Current.CancellationToken);
        EnsembleStatistics statistics = EnsembleSamplers.Parse(sampler).Show(options, new EnsembleStatistics(options));
        Assert.Equal(Verdict.Confirmed, theory.ComparePairs(statistics, theory.Flows(), options, TestContext.Current.CancellationToken).Verdict);
    }

    /// <summary>Sampled observables against torch's own products and autograd on the same weights.</summary>
    [Fact]
    public void ANetworkRebuiltWithGradients_ShowsTheSameMetricAndTangentKernel()
    {
        SamplingOptions options = Options(Law(widths: [9, 70, 5, 9]), Two) with { DType = TorchPrecision.Float64, Observe = Observables.TangentKernel };
        ObservationRecorder recorder = new();
        EnsembleSamplers.Weights.ObserveNetwork(options, 17, recorder);
        using DisposeScope scope = torch.NewDisposeScope();
        using DrawnNetwork network = DrawnNetwork.Draw(options, 17, requiresGradient: true);
        IReadOnlyList<torch.Tensor> z = network.Preactivations(torch.tensor(Two.Values.ToArray(), [2, 2], dtype: torch.float64));
        torch.Tensor s = TensorCompiler.Compile(options.Network.ActivationOf(4)).Function(z[3]);
        double[] metric = s.mm(s.t()).Times(options.Network[5].Cw / 9).Plus(options.Network[5].Cb).data<double>().ToArray();
        torch.Tensor[] gradients = [.. Enumerable.Range(0, 2).Select(a => Gradient(network, z[^1][a, 0], options.Network))];
        double[] seen = recorder[17, 5];
        Assert.Equal(metric[0], seen[1], 1e-12 * metric[0]);
        Assert.Equal(metric[1], seen[2], 1e-12 * metric[0]);
        for (int a = 0; a < 2; a++)
        {
            for (int b = 0; b < 2; b++)
            {
                Assert.Equal(gradients[a].dot(gradients[b]).item<double>(), seen[^4..][(2 * a) + b], 1e-11 * Math.Abs(seen[^4]));
            }
        }
    }

    [Theory]
    [InlineData("conditional")]
    [InlineData("weights")]
    public void Networks_AreTheSameToTheLastBit_HoweverTheWorkIsDivided(string sampler)
    {
        SamplingOptions options = Options(Law(widths: [37, 100, 64, 13]), Two) with { Models = 40, Observe = Observables.Derivatives | Observables.NeuronMoments };
        IEnsembleSampler law = EnsembleSamplers.Parse(sampler);
        ObservationRecorder whole = law.Show(options, new ObservationRecorder());
        ObservationRecorder parts = law.Show(options with { MemoryLimitBytes = 300_000, MaxDegreeOfParallelism = 3 }, new ObservationRecorder());
        Assert.All(whole.Networks, n => Assert.All(Enumerable.Range(1, 5), l => Assert.Equal(whole[n, l], parts[n, l])));
    }

    [Fact]
    public void InfinitelyWideNetworks_CannotBeDrawn()
    {
        SamplingOptions options = Options(Network.Plain(Activation.Parse("tanh"), 3, null, 0, 1), Signal.Kernel(1));
        Assert.Contains("infinitely wide", Assert.Throws<UserInputException>(options.Validate).Message, StringComparison.Ordinal);
    }

    private static Network Law(double lastCw = 1.2, int[]? widths = null)
    {
        int[] n = widths ?? [200, 100, 180, 120];
        Elementwise tanh = new(Activation.Parse("tanh"));
        Elementwise gelu = new(Activation.Parse("gelu"));
        return new Network([
            new Linear(0.1, 1.4, n[0], 0.7, 1.3), tanh,
            new Linear(0, 1.8, n[1]), gelu,
            new Linear(0.2, 2.1, n[2], 0.2), tanh,
            new Linear(0.05, 1.6, n[3], 1, 0.4), tanh,
            new Linear(0.1, lastCw, n[3]),
        ]);
    }

    private static SamplingOptions Options(Network network, Signal signal) => new()
    {
        Network = network,
        Signal = signal,
        Models = 10,
        Seed = 41,
        Device = TorchDevice.Cpu,
    };

    private static torch.Tensor Gradient(DrawnNetwork drawn, torch.Tensor z, Network law)
    {
        torch.Tensor[] parameters = [.. drawn.Weights, .. drawn.Biases];
        IList<torch.Tensor> gradients = torch.autograd.grad([z], parameters, retain_graph: true, allow_unused: true);
        return torch.cat([.. gradients.Select((g, i) =>
        {
            Linear layer = law[(i % drawn.Weights.Count) + 1];
            double rate = i < drawn.Weights.Count ? layer.LambdaW / drawn.Weights[i].shape[1] : layer.LambdaB;
            return (g is null ? torch.zeros_like(parameters[i]) : g).reshape(-1).Times(Math.Sqrt(rate));
        })]);
    }
}

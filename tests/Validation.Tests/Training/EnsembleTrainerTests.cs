using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

public sealed class EnsembleTrainerTests
{
    public EnsembleTrainerTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("mrepu:2", "adam", 0.01)]
    [InlineData("tanh", "adam", 0.01)]
    [InlineData("tanh", "sgd", 0.3)]
    public void EveryNetwork_LearnsAProduct(string activation, string optimizer, double rate)
    {
        var options = Options(activation == "tanh" ? 1 : 0.3) with { Epochs = optimizer == "sgd" ? 2000 : 400, Optimizer = OptimizerOptions.Parse(optimizer, rate) };
        TrainingResult result = Train(options, activation, Samples.ProductOnGrid());
        Assert.All(result.DivergedAt, d => Assert.Null(d));
        Assert.All(result.Losses, l => Assert.True(l[^1] < 0.1 * l[0], $"{l[0]} to {l[^1]}"));
    }

    [Fact]
    public void TheSameOptions_GiveTheSameBits_AndAnotherSeedOthers()
    {
        var options = Options(0.5);
        double[] Last(TrainingOptions o) => [.. Train(o, "mrepu:2", Samples.ProductOnGrid()).Losses.Select(l => l[^1])];
        Assert.Equal(Last(options), Last(options));
        Assert.NotEqual(Last(options), Last(options with { Seed = 9 }));
    }

    [Fact]
    public void InitialParameters_DependOnSeedAndIndexOnly()
    {
        using var scope = torch.NewDisposeScope();
        var architecture = Options(1).Architecture;
        using var all = StackedNetworks.Draw(architecture, 7, 0, 6, TorchPrecision.Float32, torch.CPU);
        using var one = StackedNetworks.Draw(architecture, 7, 4, 1, TorchPrecision.Float32, torch.CPU);
        for (int l = 1; l <= architecture.Layers; l++)
        {
            Assert.True(all.Weights(l)[4].Equals(one.Weights(l)[0]));
        }
    }

    [Fact]
    public void InitialParameters_HaveTheVariancesOfEachLayer()
    {
        using var scope = torch.NewDisposeScope();
        var architecture = Architectures.Of([3, 40, 50], [2, 0.5], [0.25, 0]);
        using var networks = StackedNetworks.Draw(architecture, 1, 0, 100, TorchPrecision.Float64, torch.CPU);

        // The variance of a sample of N normals has the relative error sqrt(2/N).
        AssertVariance(networks.Weights(1), 2 / 3.0);
        AssertVariance(networks.Weights(2), 0.5 / 40);
        AssertVariance(networks.Biases(1), 0.25);
        Assert.Equal(0, networks.Biases(2).abs().max().item<double>());

        static void AssertVariance(torch.Tensor tensor, double expected)
        {
            double ratio = tensor.Squared().mean().item<double>() / expected;
            Assert.True(Math.Abs(ratio - 1) < 4.5 * Math.Sqrt(2.0 / tensor.numel()), $"{ratio}");
        }
    }

    /// <summary>Networks side by side: with neighbours that overflow, and without.</summary>
    [Fact]
    public void ADivergedNetwork_IsFrozenAndCounted_AndDoesNotChangeAnother()
    {
        // RePU_3 with five hidden layers: about half of such networks overflow at once or while they are trained.
        var options = Options(0.62) with { Models = 24, Epochs = 30, NetworksAtOnce = 8, Architecture = Architectures.Uniform(2, 24, 5, 1, 0.62) };
        var data = Samples.ProductOnGrid();
        TrainingResult all = Train(options, "repu:3", data);
        int diverged = all.DivergedAt.Count(d => d is not null);
        Assert.InRange(diverged, 1, 23);
        for (int i = 0; i < 24; i++)
        {
            int from = all.DivergedAt[i] ?? options.Epochs;
            Assert.All(all.Losses[i][..from], l => Assert.True(double.IsFinite(l)));
            Assert.All(all.Losses[i][from..], l => Assert.True(double.IsNaN(l)));
        }

        // The same networks in stacks with other neighbours.
        TrainingResult shifted = Train(options with { FirstNetwork = 3, Models = 16 }, "repu:3", data);
        for (int i = 0; i < 16; i++)
        {
            Assert.Equal(all.DivergedAt[i + 3], shifted.DivergedAt[i]);
            Assert.Equal(all.Losses[i + 3], shifted.Losses[i]);
        }
    }

    [Fact]
    public void Checkpoints_ShowEveryNetworkAtEveryEpochAskedFor()
    {
        var seen = new List<(int Epoch, int First, int Count)>();
        var options = Options(0.5) with { Models = 5, NetworksAtOnce = 3, Epochs = 10 };
        EnsembleTrainer.Train(
            options, Samples.ProductOnGrid(), [0, 4, 10], s => seen.Add((s.Epoch, s.First, s.Networks.Count)));
        Assert.Equal([(0, 0, 3), (4, 0, 3), (10, 0, 3), (0, 3, 2), (4, 3, 2), (10, 3, 2)], seen);
    }

    [Fact]
    public void MemoryThatIsTooSmall_IsRefused_AndTheStackFitsOtherwise()
    {
        var options = Options(1) with { MemoryLimitBytes = 1000 };
        UserInputException error = Assert.Throws<UserInputException>(() => Train(options, "tanh", Samples.ProductOnGrid()));
        Assert.Contains("raise the limit", error.Message, StringComparison.Ordinal);
        long one = TrainingMemory.BytesPerNetwork(options.Architecture, 49, options.Optimizer, 4);
        Assert.Equal(3, TrainingMemory.NetworksAtOnce(options with { Models = 6, MemoryLimitBytes = 4 * one }, 49));
        Assert.Equal(6, TrainingMemory.NetworksAtOnce(options with { Models = 6, MemoryLimitBytes = 6 * one }, 49));
    }

    [Fact]
    public void Cancellation_EndsTheTraining()
    {
        using var source = new CancellationTokenSource();
        int steps = 0;
        Assert.Throws<OperationCanceledException>(() => EnsembleTrainer.Train(
            Options(1) with { Epochs = 1000 }, Samples.ProductOnGrid(), [],
            _ => { }, new Count(() => { if (++steps == 5) { source.Cancel(); } }), source.Token));
        Assert.Equal(5, steps);
    }

    [Theory]
    [InlineData("inputs and 2 targets", 1, 2, 2, 1)]
    [InlineData("every input must have 2", 1, 1, 3, 1)]
    [InlineData("every target must have 1", 1, 1, 2, 4)]
    public void SamplesThatDoNotFit_AreRefused(string message, int inputs, int targets, int inputWidth, int targetWidth)
    {
        Regression data = new([.. Enumerable.Repeat(new double[inputWidth], inputs)], [.. Enumerable.Repeat(new double[targetWidth], targets)]);
        UserInputException error = Assert.Throws<UserInputException>(() => Train(Options(1), "tanh", data));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static TrainingResult Train(TrainingOptions options, string activation, Regression data) =>
        EnsembleTrainer.Train(options with { Architecture = options.Architecture.With(activation) }, data, [], _ => { });

    private static TrainingOptions Options(double cw) => new()
    {
        Architecture = Architectures.Uniform(2, 24, 2, 1, cw),
        Models = 6,
        Epochs = 50,
        Optimizer = new AdamOptions(0.01),
        Seed = 2,
        Device = TorchDevice.Cpu,
    };

    private sealed class Count(Action action) : IProgress<double>
    {
        public void Report(double value) => action();
    }
}

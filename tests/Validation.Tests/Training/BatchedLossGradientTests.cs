using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

public sealed class BatchedLossGradientTests
{
    private static readonly Regression Data = Samples.Random(inputs: 2, outputs: 1, count: 10, seed: 5);

    public BatchedLossGradientTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void ASingleBatch_IsTrainingOnAllSamples()
    {
        TrainingResult expected = EnsembleTrainer.Train(Options, Data, [], _ => { }, null, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Losses, Train(batch: 10));
        Assert.Equal(expected.Losses, Train(batch: 1000));
        Assert.NotEqual(expected.Losses, Train(batch: 4));
    }

    [Fact]
    public void ARound_HasEverySampleOnce()
    {
        using var networks = StackedNetworks.Draw(Options.Architecture, 1, 0, 1, TorchPrecision.Float64, torch.CPU);
        using var whole = new SquaredLossGradient(Data, torch.float64, torch.CPU);
        using var batches = new BatchedLossGradient(Data, 4, torch.float64, torch.CPU);
        double[] losses = [Look(batches), Look(batches), Look(batches)];
        Assert.Equal(Look(whole), ((4 * losses[0]) + (4 * losses[1]) + (2 * losses[2])) / 10, 1e-12);
        Assert.Equal(losses[0], Look(batches));

        double Look(IGradient gradient)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            double[] found = [];
            gradient.Step(networks, torch.ones(1, dtype: torch.float64), l => (found = l) is not null, new Idle());
            return found[0];
        }
    }

    [Fact]
    public void ARefusedStep_IsRepeatedOnTheSameBatch()
    {
        using var networks = StackedNetworks.Draw(Options.Architecture, 1, 0, 1, TorchPrecision.Float64, torch.CPU);
        using var batches = new BatchedLossGradient(Data, 4, torch.float64, torch.CPU);
        using DisposeScope scope = torch.NewDisposeScope();
        List<double> losses = [];
        foreach (bool accepted in (bool[])[false, true, true])
        {
            batches.Step(networks, torch.ones(1, dtype: torch.float64), l => Note(l[0], accepted), new Idle());
        }

        Assert.Equal(losses[0], losses[1]);
        Assert.NotEqual(losses[1], losses[2]);

        bool Note(double loss, bool accepted)
        {
            losses.Add(loss);
            return accepted;
        }
    }

    [Fact]
    public void AnEmptyBatch_IsRefused() =>
        Assert.Contains("at least 1", Assert.Throws<UserInputException>(() => new BatchedLossGradient(Data, 0, torch.float64, torch.CPU)).Message, StringComparison.Ordinal);

    private static TrainingOptions Options => new()
    {
        Architecture = Architectures.Uniform(2, 6, 2, 1, 1),
        Models = 3,
        Epochs = 7,
        Optimizer = new AdamOptions(1e-2),
        Device = TorchDevice.Cpu,
    };

    private static IReadOnlyList<double[]> Train(int batch)
    {
        using var gradient = new BatchedLossGradient(Data, batch, torch.float32, torch.CPU);
        return EnsembleTrainer.Train(Options, gradient, batch, [], _ => { }, null, TestContext.Current.CancellationToken).Losses;
    }

    private sealed class Idle : IOptimizer
    {
        public void BeginStep()
        {
        }

        public void Update(int layer, torch.Tensor weights, torch.Tensor biases)
        {
        }

        public void Clear(int network)
        {
        }

        public void Dispose()
        {
        }
    }
}

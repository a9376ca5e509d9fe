using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

/// <summary>Runs by itself, because it counts the tensors of the whole process.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TensorLifetimeTests
{
    public const string Name = "counts tensors";

    [Fact]
    public void Training_LeavesNoTensorsBehind()
    {
        TorchRuntime.EnsureLoaded();
        Train(epochs: 3);
        long before = torch.Tensor.TotalCount;
        Train(epochs: 30);
        Assert.True(torch.Tensor.TotalCount <= before, $"{torch.Tensor.TotalCount - before} more tensors");
    }

    private static void Train(int epochs) => EnsembleTrainer.Train(
        new TrainingOptions
        {
            Architecture = Architectures.Uniform(2, 16, 2, 1, 1),
            Models = 3,
            NetworksAtOnce = 2,
            Epochs = epochs,
            Optimizer = new AdamOptions(0.01),
            Device = TorchDevice.Cpu,
        },
        Samples.ProductOnGrid(),
        [0, 2],
        _ => { });
}

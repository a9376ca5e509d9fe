using Theory.Activations;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

public sealed class GradientTests
{
    private static NetworkArchitecture Of(params string[] activations) => Architectures.Of([2, 7, 5, 6, 3], [1.1, 0.7, 0.9, 1.3], [0.1, 0.2, 0, 0.3], activations);

    public GradientTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("mrepu:2")]
    [InlineData("repu:3")]
    [InlineData("relu")]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("swish")]
    [InlineData("tanh", "relu", "mrepu:2")]
    public void Backpropagation_EqualsAutomaticDifferentiation(params string[] names)
    {
        using var scope = torch.NewDisposeScope();
        NetworkArchitecture architecture = Of(names);
        var data = Samples.Random(inputs: 2, outputs: 3, count: 11, seed: 5);
        using var networks = StackedNetworks.Draw(architecture, 3, 40, 4, TorchPrecision.Float64, torch.CPU);
        using var gradient = new SquaredLossGradient(data, torch.float64, torch.CPU);
        var recorder = new GradientRecorder();
        double[] losses = [];
        gradient.Step(networks, torch.ones(4, dtype: torch.float64), l => (losses = l) is not null, recorder);

        for (int l = 1; l <= architecture.Layers; l++)
        {
            networks.Weights(l).requires_grad_(true);
            networks.Biases(l).requires_grad_(true);
        }

        var h = networks.Broadcast(Regression.ToTensor(data.Inputs, torch.float64, torch.CPU));
        for (int l = 1; l <= architecture.Layers; l++)
        {
            var z = networks.Preactivations(l, h);
            h = l < architecture.Layers ? TensorCompiler.Compile(Activation.Parse(names[(l - 1) % names.Length])).Function(z) : z;
        }

        var each = (h - Regression.ToTensor(data.Targets, torch.float64, torch.CPU)).Squared().mean([1, 2]);
        each.sum().backward();
        Assert.True(each.detach().allclose(torch.tensor(losses), rtol: 1e-12));
        for (int l = 1; l <= architecture.Layers; l++)
        {
            Assert.True(networks.Weights(l).grad!.allclose(recorder.Gradients[l].Weights, rtol: 1e-10, atol: 1e-12));
            Assert.True(networks.Biases(l).grad!.allclose(recorder.Gradients[l].Biases, rtol: 1e-10, atol: 1e-12));
        }
    }

    [Fact]
    public void ANetworkThatTakesNoPart_HasNoGradient()
    {
        using var scope = torch.NewDisposeScope();
        using var networks = StackedNetworks.Draw(Of("tanh"), 3, 0, 2, TorchPrecision.Float64, torch.CPU);
        using var gradient = new SquaredLossGradient(Samples.Random(2, 3, 5, 1), torch.float64, torch.CPU);
        var recorder = new GradientRecorder();
        gradient.Step(networks, torch.tensor(new[] { 0.0, 1.0 }), _ => true, recorder);
        Assert.Equal(0, recorder.Gradients[1].Weights[0].abs().max().item<double>());
        Assert.NotEqual(0, recorder.Gradients[1].Weights[1].abs().max().item<double>());
    }
}

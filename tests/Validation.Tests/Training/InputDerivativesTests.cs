using Theory.Activations;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

public sealed class InputDerivativesTests
{
    public InputDerivativesTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("mrepu:2")]
    [InlineData("repu:2")]
    [InlineData("relu")]
    [InlineData("tanh")]
    [InlineData("gelu")]
    public void Derivatives_EqualAutomaticDifferentiation(string name)
    {
        using var scope = torch.NewDisposeScope();
        Activation activation = Activation.Parse(name);
        NetworkArchitecture architecture = Architectures.Of([3, 7, 5, 6, 1], [1.1, 0.7, 0.9, 1.3], [0.1, 0.2, 0, 0.3], name);
        var data = Samples.Random(inputs: 3, outputs: 1, count: 11, seed: 5);
        using var networks = StackedNetworks.Draw(architecture, 3, 40, 4, TorchPrecision.Float64, torch.CPU);
        var inputs = Regression.ToTensor(data.Inputs, torch.float64, torch.CPU);
        var (values, derivatives) = InputDerivatives.Evaluate(networks, inputs);

        // Inputs of its own for each network, so that their gradients are not added up.
        var own = networks.Broadcast(inputs).clone().requires_grad_(true);
        var h = own;
        for (int l = 1; l <= architecture.Layers; l++)
        {
            var z = networks.Preactivations(l, h);
            h = l < architecture.Layers ? TensorCompiler.Compile(activation).Function(z) : z;
        }

        h.sum().backward();
        Assert.Equal([4, 11], values.shape);
        Assert.True(values.allclose(h.detach().squeeze(2), rtol: 1e-12));
        Assert.Equal(3, derivatives.Count);
        for (int k = 0; k < 3; k++)
        {
            Assert.True(derivatives[k].allclose(own.grad!.select(2, k), rtol: 1e-10, atol: 1e-12));
        }
    }
}

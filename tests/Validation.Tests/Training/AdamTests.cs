using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

public sealed class AdamTests
{
    public AdamTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("float64", 1e-12)]
    [InlineData("float32", 2e-6)]
    public void Steps_AreThoseOfTorchsAdam(string dtype, double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        TorchPrecision precision = TorchPrecision.Parse(dtype);
        var architecture = Architectures.Of([3, 13], [1], [1]);
        using var networks = StackedNetworks.Draw(architecture, 1, 0, 5, precision, torch.CPU);
        var expected = new[] { new TorchSharp.Modules.Parameter(networks.Weights(1).clone()), new TorchSharp.Modules.Parameter(networks.Biases(1).clone()) };
        using var torchs = torch.optim.Adam(expected, lr: 0.01);
        using var adam = new Adam(new AdamOptions(0.01), networks);
        var byTensors = (Parameter: networks.Weights(1).clone(), First: torch.zeros_like(networks.Weights(1)), Second: torch.zeros_like(networks.Weights(1)));
        for (int step = 1; step <= 20; step++)
        {
            // Gradients of very different size, and 0.
            var gradients = expected.Select((p, i) => torch.sin(p.detach().Times(step + i)).TimesInPlace(Math.Pow(10, (step % 7) - 4)).TimesInPlace(step % 5 == 0 ? 0 : 1)).ToArray();
            for (int i = 0; i < 2; i++)
            {
                expected[i].grad = gradients[i];
            }

            torchs.step();
            adam.BeginStep();
            adam.Update(1, gradients[0], gradients[1]);
            Adam.UpdateByTensors(new AdamStep(new AdamOptions(0.01), step), byTensors.Parameter, gradients[0], byTensors.First, byTensors.Second);
        }

        Assert.True(expected[0].allclose(networks.Weights(1), rtol: 0, atol: tolerance));
        Assert.True(expected[1].allclose(networks.Biases(1), rtol: 0, atol: tolerance));
        Assert.True(expected[0].allclose(byTensors.Parameter, rtol: 0, atol: tolerance));
    }

    [Fact]
    public void Clear_ForgetsOneNetworkOnly()
    {
        using var scope = torch.NewDisposeScope();
        var architecture = Architectures.Of([2, 3], [1], [1]);
        using var networks = StackedNetworks.Draw(architecture, 1, 0, 2, TorchPrecision.Float64, torch.CPU);
        using var adam = new Adam(new AdamOptions(0.1), networks);
        Step(1);
        adam.Clear(0);
        var before = networks.Weights(1).clone();
        Step(0);
        var moved = (networks.Weights(1) - before).abs().sum([1, 2]);
        Assert.Equal(0, moved[0].item<double>());
        Assert.NotEqual(0, moved[1].item<double>());

        void Step(double gradient)
        {
            adam.BeginStep();
            adam.Update(1, networks.Weights(1).FilledLike(gradient), networks.Biases(1).FilledLike(gradient));
        }
    }
}

using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Recommendations;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

/// <summary>An unchanged activation that is started about a point, against the shifted one, docs/cure.md.</summary>
public sealed class OperatingPointTrainingTests
{
    private const int Layers = 5;

    public OperatingPointTrainingTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("mrepu:2", "-2/3")]
    [InlineData("mrepu:3", "-1/2")]
    [InlineData("gelu", "0.4")]
    public void Started_ItIsTheNetworkOfTheShiftedActivation_WithGradientsByTheChainRule(string activation, string point)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        OperatingPoint start = new(Activation.Parse(activation), point);
        Network law = Law(start.Shifted, 0.2, 1.3);
        (StackedNetworks started, StackedNetworks shifted) = (Draw(new NetworkArchitecture(law, 3, start)), Draw(new NetworkArchitecture(law, 3)));
        Regression data = Samples.Random(inputs: 3, outputs: 2, count: 9, seed: 4);
        torch.Tensor x = Regression.ToTensor(data.Inputs, torch.float64, torch.CPU);
        Assert.True(started.Forward(x)[^1].allclose(shifted.Forward(x)[^1], rtol: 1e-11, atol: 1e-11));

        // In the coordinates of the shifted network b_i is b_i + w - s(w) sum_j W_ij of the other: dL/dW there is dL/dW - s(w) dL/db here.
        (GradientRecorder own, GradientRecorder other) = (Gradients(started, data), Gradients(shifted, data));
        for (int l = 1; l <= Layers; l++)
        {
            (torch.Tensor weights, torch.Tensor biases) = own.Gradients[l];
            torch.Tensor moved = l == 1 ? weights : weights.clone().PlusInPlace(biases.transpose(1, 2), -start.Value);
            Assert.True(biases.allclose(other.Gradients[l].Biases, rtol: 1e-9, atol: 1e-11));
            Assert.True(moved.allclose(other.Gradients[l].Weights, rtol: 1e-9, atol: 1e-11));
        }
    }

    /// <summary>z = (z' - w*) (p+1)/(p-1) of every neuron z' of MRePU started at its inflection w* is that of an inflected MRePU whose weights are scaled.</summary>
    [Theory]
    [InlineData(2, "-2/3")]
    [InlineData(3, "-1/2")]
    public void MRePUAtItsInflection_IsTheInflectedMRePU_WeightForWeight(int p, string point)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        OperatingPoint start = new(Activation.Parse($"mrepu:{p}"), point);
        Activation inflected = Activation.Parse($"imrepu:{p}");
        double unit = (p - 1.0) / (p + 1);

        // s(w* + unit z) - s(w*) = slope unit s_p(z).
        double slope = -Math.Pow(unit, p - 1);
        using StackedNetworks cured = Draw(new NetworkArchitecture(Law(inflected, 0.1, 1.1), 3));
        using StackedNetworks started = Draw(new NetworkArchitecture(Law(start.Shifted, 0.1, 1.1), 3, start));
        for (int l = 1; l <= Layers; l++)
        {
            double scale = (l == Layers ? 1 : unit) / (l == 1 ? 1 : slope * unit);
            torch.Tensor weights = cured.Weights(l).clone().TimesInPlace(scale);
            started.Weights(l).copy_(weights);
            started.Biases(l).copy_(cured.Biases(l).clone().TimesInPlace(l == Layers ? 1 : unit)
                .PlusInPlace(weights.sum(2).unsqueeze(1), l == 1 ? 0 : -start.Value).PlusInPlace(l == Layers ? 0 : start.Point));
        }

        torch.Tensor x = Regression.ToTensor(Samples.Random(inputs: 3, outputs: 2, count: 20, seed: 6).Inputs, torch.float64, torch.CPU);
        Assert.True(started.Forward(x)[^1].allclose(cured.Forward(x)[^1], rtol: 1e-10, atol: 1e-11));
    }

    [Fact]
    public void AnotherLawThanThatOfThePoint_IsRefused()
    {
        OperatingPoint start = new(Activation.Parse("mrepu:2"), "-2/3");
        Assert.Throws<UserInputException>(() => new NetworkArchitecture(Law(start.Original, 0, 1), 3, start));
    }

    private static Network Law(Activation s, double cb, double cw) => Network.Plain(s, Layers, 6, cb, cw).WithOutputs(2);

    private static StackedNetworks Draw(NetworkArchitecture architecture) => StackedNetworks.Draw(architecture, 7, 20, 3, TorchPrecision.Float64, torch.CPU);

    private static GradientRecorder Gradients(StackedNetworks networks, Regression data)
    {
        using SquaredLossGradient gradient = new(data, torch.float64, torch.CPU);
        GradientRecorder recorder = new();
        gradient.Step(networks, torch.ones(networks.Count, dtype: torch.float64), _ => true, recorder);
        return recorder;
    }
}

using Theory.Networks;
using Theory.Validation.Devices;
using Theory.Validation.DrawnArchitectures;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Random;
using Theory.Validation.TrainedArchitectures;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.TrainedArchitectures;

public sealed class StackedArchitectureTests
{
    private const int Samples = 3;

    public StackedArchitectureTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string, double> Networks => new()
    {
        { "linear; residual(tanh; linear, alpha=0.9, beta=0.7); gelu; linear(width=2)", 1e-12 },
        { "linear; residual(mrepu:2; linear, skip=linear); scale(0.5); sum(linear | linear; relu); linear(width=2)", 1e-12 },
        { "linear; 2*[tanh; linear]; concat(identity | linear; sin); swiglu; product(linear | identity); linear(width=2)", 1e-12 },

        // Frameworks add 1e-5 to variances that norms divide by, drawn networks nothing.
        { "linear; residual(norm; imrepu:2; linear); rmsnorm; tanh; linear(width=2)", 1e-3 },
    };

    /// <summary>Networks that are drawn neuron by neuron have the same random numbers.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Outputs_AreThoseOfTheNetworksThatAreDrawn(string text, double tolerance)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Architecture architecture = Parse(text);
        double[][] inputs = Inputs();
        using StackedArchitecture stack = Stack(architecture, 2, "sgd", 1);
        double[] outputs = [.. stack.Outputs(Columns(inputs)).contiguous().data<double>()];
        for (int network = 0; network < 2; network++)
        {
            DrawnArchitecture drawn = new(new NetworkRandom(7, 4 + network), Samples, DrawnArchitecture.FunctionsOf(architecture.Sequence));
            double[][] x = inputs;
            foreach (Layer layer in architecture.Sequence.Unrolled())
            {
                x = drawn.Forwards(layer, x).Signals;
            }

            for (int j = 0; j < 2; j++)
            {
                for (int k = 0; k < Samples; k++)
                {
                    Assert.Equal(x[k][j], outputs[(((network * 2) + j) * Samples) + k], tolerance);
                }
            }
        }
    }

    /// <summary>A step of gradient descent against differences of the loss, for every layer of weights.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void AStep_FollowsTheGradient(string text, double _)
    {
        const double Rate = 1e-3;
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = Columns(Inputs());
        torch.Tensor y = torch.linspace(-1, 1, 2 * Samples, dtype: torch.float64).reshape(1, 2, Samples);
        using StackedArchitecture still = Stack(Parse(text), 2, "sgd", Rate);
        using StackedArchitecture moved = Stack(Parse(text), 2, "sgd", Rate);
        double[] losses = moved.Step(x, y);
        Assert.Equal(Losses(), losses.Select(l => Math.Round(l, 12)));
        Assert.NotEqual(losses[0], losses[1]);
        for (int layer = 0; layer < still.Weights.Count; layer++)
        {
            foreach ((torch.Tensor before, torch.Tensor after) in
                ((torch.Tensor, torch.Tensor)[])[(still.Weights[layer].Weights.Value, moved.Weights[layer].Weights.Value), (still.Weights[layer].Biases.Value, moved.Weights[layer].Biases.Value)])
            {
                const double H = 1e-5;
                double original = before[1, 0, 0].item<double>();
                double gradient = (original - after[1, 0, 0].item<double>()) / Rate;
                Set(before, original + H);
                double above = Losses()[1];
                Set(before, original - H);
                double below = Losses()[1];
                Set(before, original);
                Assert.Equal((above - below) / (2 * H), gradient, 1e-6 * Math.Max(1, Math.Abs(gradient)));
            }
        }

        // Kept to twelve digits, so that two ways to add up a mean agree.
        double[] Losses()
        {
            torch.Tensor left = still.Outputs(x).sub(y);
            return [.. left.mul(left).mean([1, 2]).data<double>().Select(l => Math.Round(l, 12))];
        }

        // The first number of the second of two networks.
        static void Set(torch.Tensor tensor, double value) => BitConverter.TryWriteBytes(tensor.bytes.Slice((int)(tensor.numel() / 2) * sizeof(double), sizeof(double)), value);
    }

    [Fact]
    public void NetworksLearn_AndFrozenLayersStay()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = Columns(Inputs());
        torch.Tensor y = torch.linspace(-1, 1, 2 * Samples, dtype: torch.float64).reshape(1, 2, Samples);
        using StackedArchitecture stack = Stack(Parse("linear(lambda_w=0, bias=off); 2*[residual(norm; gelu; linear)]; norm; linear(width=2)"), 3, "adam", 0.01);
        double first = stack.Weights[0].Weights.Value.sum().item<double>();
        double[] before = stack.Step(x, y);
        double[] after = before;
        for (int i = 0; i < 200; i++)
        {
            after = stack.Step(x, y);
        }

        Assert.All(before.Zip(after), p => Assert.True(p.Second < 0.1 * p.First, $"{p.First} to {p.Second}"));
        Assert.Equal(first, stack.Weights[0].Weights.Value.sum().item<double>());
    }

    [Theory]
    [InlineData("linear; dropout(0.5); linear", "dropout are not trained")]
    [InlineData("input(4, 4); conv2d(3); flatten; linear", "images are not trained")]
    public void WhatCannotBeTrained_IsRefused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<UserInputException>(() => Stack(Parse(text), 1, "sgd", 1)).Message, StringComparison.Ordinal);

    private static Architecture Parse(string text) => Architecture.Parse(text, new Linear(0.1, 1.5, 4));

    private static StackedArchitecture Stack(Architecture architecture, int networks, string optimizer, double rate) =>
        new(architecture, 3, networks, 7, 4, OptimizerOptions.Parse(optimizer, rate), TorchPrecision.Float64, TorchDevice.Cpu);

    private static double[][] Inputs() => [[1, 0.2, -0.4], [0.7, -1, 0.3], [-0.5, 0.1, 1.2]];

    private static torch.Tensor Columns(double[][] rows) =>
        torch.tensor((double[])[.. Enumerable.Range(0, 3).SelectMany(j => rows.Select(r => r[j]))], dtype: torch.float64).reshape(1, 3, rows.Length);
}

using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

public sealed class StackedTangentKernelTests
{
    private static readonly double[][] Inputs = [[1.1, 0.7], [-0.5, 1.2]];

    public StackedTangentKernelTests() => TorchRuntime.EnsureLoaded();

    /// <summary>The definition: a small step of descent on one sample moves all outputs by the kernel times the error.</summary>
    [Theory]
    [InlineData("tanh", 2)]
    [InlineData("gelu", 4)]
    public void TheKernel_IsTheRateAtWhichOutputsMove(string activation, int layers)
    {
        const double Step = 1e-6;
        const double Target = 0.4;
        const int Models = 5;
        NetworkArchitecture architecture = new(Network.Plain(Activation.Parse(activation), layers, 7, 0.2, 1.3, 0.4, 0.9).WithOutputs(1), 2);
        TrainingOptions options = new()
        {
            Architecture = architecture,
            Models = Models,
            Epochs = 1,
            Optimizer = LayerwiseSgdOptions.OfTangentKernel(architecture, 1, Step),
            Seed = 7,
            Device = TorchDevice.Cpu,
            DType = TorchPrecision.Float64,
        };
        using torch.Tensor x = Regression.ToTensor(Inputs, torch.ScalarType.Float64, torch.CPU);
        double[][] outputs = [[], []];
        double[] kernel = [];
        EnsembleTrainer.Train(options, new Regression(Inputs[..1], [[Target]]), [0, 1], snapshot =>
        {
            using var scope = torch.NewDisposeScope();
            (torch.Tensor z, torch.Tensor theta) = StackedTangentKernel.Evaluate(snapshot.Networks, x);
            outputs[snapshot.Epoch] = z.contiguous().data<double>().ToArray();
            if (snapshot.Epoch == 0)
            {
                kernel = theta.contiguous().data<double>().ToArray();
            }
        }, cancellationToken: TestContext.Current.CancellationToken);
        for (int i = 0; i < Models; i++)
        {
            double error = outputs[0][2 * i] - Target;
            Assert.Equal(kernel[(4 * i) + 1], kernel[(4 * i) + 2], 1e-12 * Math.Abs(kernel[4 * i]));
            for (int b = 0; b < 2; b++)
            {
                double rate = (outputs[1][(2 * i) + b] - outputs[0][(2 * i) + b]) / -Step;
                Assert.Equal(kernel[(4 * i) + (2 * b)] * error, rate, 1e-4 * (1 + Math.Abs(rate)));
            }
        }
    }
}

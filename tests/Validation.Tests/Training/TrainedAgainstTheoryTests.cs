using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Numerics.TrainedNetworks;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

/// <summary>Networks that have learned one sample against the term of order 1/n.</summary>
public sealed class TrainedAgainstTheoryTests
{
    private const double Target = 1.2;
    private const int Steps = 8;

    public TrainedAgainstTheoryTests() => TorchRuntime.EnsureLoaded();

    /// <summary>n times the deviation from infinite width, at two widths, becomes the coefficient up to order 1/n^2.</summary>
    [Theory]
    [InlineData("tanh", 0.1, 1.5, 3)]
    [InlineData("sin", 0.1, 1.5, 2)]
    public void TheDeviationFromInfiniteWidth_IsTheTermOfOrderOneOverN(string activation, double cb, double cw, int depth)
    {
        (double narrow, double narrowError, TrainedOutput expected) = Deviation(activation, cb, cw, depth, 16, 6_000);
        (double wide, double wideError, _) = Deviation(activation, cb, cw, depth, 32, 6_000);
        double extrapolated = (2 * wide) - narrow;
        double error = Math.Sqrt((4 * wideError * wideError) + (narrowError * narrowError));
        Assert.Equal(expected.MeanCorrection, extrapolated, (4.5 * error) + (0.05 * Math.Abs(expected.MeanCorrection)));

        // A control: it is there.
        Assert.True(Math.Abs(wide) > 8 * wideError);
    }

    /// <summary>n times the mean of f - c, where c is what infinite width makes of a network's own output at initialisation.</summary>
    private static (double Deviation, double Error, TrainedOutput Expected) Deviation(string activation, double cb, double cw, int depth, int width, int models)
    {
        Network law = Network.Plain(Activation.Parse(activation), depth, width, cb, cw, cb, cw).WithOutputs(1);
        NetworkInputs input = NetworkInputs.Of([[1.1, 0.7]]);
        TrainedPrediction prediction = TrainedOutputs.Predict(new NetworkEvaluator(law), input, [Target], TrainingSchedule.Descent([Steps]));
        double kept = Math.Pow(1 - (prediction.Step!.Value * prediction.Rates[0]), Steps);
        NetworkArchitecture architecture = new(law, 2);
        TrainingOptions options = new()
        {
            Architecture = architecture,
            Models = models,
            Epochs = Steps,
            Optimizer = LayerwiseSgdOptions.OfTangentKernel(architecture, 1, prediction.Step.Value),
            Seed = 5,
            Device = TorchDevice.Cpu,
        };
        double[][] outputs = [new double[models], new double[models]];
        using torch.Tensor x = Regression.ToTensor([[1.1, 0.7]], options.DType.ScalarType, torch.CPU);
        EnsembleTrainer.Train(options, new Regression([[1.1, 0.7]], [[Target]]), [0, Steps], snapshot =>
        {
            using var scope = torch.NewDisposeScope();
            double[] z = snapshot.Networks.Forward(x)[^1].to(torch.float64).reshape(-1).contiguous().data<double>().ToArray();
            z.CopyTo(outputs[snapshot.Epoch == 0 ? 0 : 1], snapshot.First);
        }, cancellationToken: TestContext.Current.CancellationToken);
        double[] rest = [.. outputs[0].Zip(outputs[1], (start, end) => width * (end - Target - (kept * (start - Target))))];
        double mean = rest.Average();
        return (mean, Math.Sqrt(rest.Average(r => (r - mean) * (r - mean)) / models), prediction.Outputs[0]);
    }
}

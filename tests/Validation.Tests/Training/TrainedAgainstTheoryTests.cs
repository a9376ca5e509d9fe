using MathNet.Numerics.LinearAlgebra;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Numerics.Kernels;
using Theory.Numerics.Regression;
using Theory.Numerics.TrainedNetworks;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

/// <summary>Networks that have learned against the term of order 1/n.</summary>
public sealed class TrainedAgainstTheoryTests
{
    private const int Steps = 8;

    private static readonly double[][] Inputs = [[1.1, 0.7], [-0.5, 1.2], [0.4, 1.1]];

    public TrainedAgainstTheoryTests() => TorchRuntime.EnsureLoaded();

    /// <summary>n times the deviations of mean and variance from infinite width, at two widths, become the coefficients up to order 1/n^2.</summary>
    [Theory]
    [InlineData("tanh", 0.1, 1.5, 3, new[] { 1.2 }, 1)]
    [InlineData("sin", 0.1, 1.5, 2, new[] { 1.2 }, 1)]
    [InlineData("tanh", 0.1, 1.5, 3, new[] { 1.2, -0.8 }, 3)]
    public void TheDeviationsFromInfiniteWidth_AreTheTermsOfOrderOneOverN(string activation, double cb, double cw, int depth, double[] targets, int points)
    {
        const int Models = 6_000;
        (double Value, double Error)[][] narrow = Deviations(activation, cb, cw, depth, 16, Models, targets, points, out _);
        (double Value, double Error)[][] wide = Deviations(activation, cb, cw, depth, 32, Models, targets, points, out IReadOnlyList<TrainedOutput> expected);
        for (int p = 0; p < points; p++)
        {
            double[] coefficients = [expected[p].MeanCorrection, expected[p].VarianceCorrection];
            for (int moment = 0; moment < 2; moment++)
            {
                double extrapolated = (2 * wide[p][moment].Value) - narrow[p][moment].Value;
                double error = Math.Sqrt((4 * wide[p][moment].Error * wide[p][moment].Error) + (narrow[p][moment].Error * narrow[p][moment].Error));
                Assert.Equal(coefficients[moment], extrapolated, (4.5 * error) + (0.05 * Math.Abs(coefficients[moment])));
            }
        }

        // A control: it is there.
        Assert.Contains(Enumerable.Range(0, points), p => Math.Abs(wide[p][0].Value) > 6 * wide[p][0].Error);
    }

    /// <summary>
    /// n times the mean of f - c, with c what infinite width makes of a network's own outputs at initialisation, and n (Var f - Var c), of each point.
    /// </summary>
    private static (double Value, double Error)[][] Deviations(
        string activation, double cb, double cw, int depth, int width, int models, double[] targets, int points, out IReadOnlyList<TrainedOutput> expected)
    {
        Network law = Network.Plain(Activation.Parse(activation), depth, width, cb, cw, cb, cw).WithOutputs(1);
        double[][] inputs = Inputs[..points];
        int m = targets.Length;
        TrainedPrediction prediction = TrainedOutputs.Predict(new NetworkEvaluator(law), NetworkInputs.Of(inputs), targets, TrainingSchedule.Descent([Steps]));
        expected = prediction.Outputs;
        KernelLayer last = new KernelRecursion(law).Layers([.. inputs[..m], .. inputs], new ParallelOptions()).Last();
        Matrix<double> response = new GradientFlow(last.Kernel, last.Tangent!, Matrix<double>.Build.Dense(m, 1, (a, _) => targets[a])).ResponseAfterSteps(Steps, prediction.Step!.Value);
        NetworkArchitecture architecture = new(law, 2);
        TrainingOptions options = new()
        {
            Architecture = architecture,
            Models = models,
            Epochs = Steps,
            Optimizer = LayerwiseSgdOptions.OfTangentKernel(architecture, m, prediction.Step.Value),
            Seed = 5,
            Device = TorchDevice.Cpu,
        };
        double[][] outputs = [new double[models * points], new double[models * points]];
        using torch.Tensor x = Regression.ToTensor(inputs, options.DType.ScalarType, torch.CPU);
        EnsembleTrainer.Train(options, new Regression(inputs[..m], [.. targets.Select(y => (double[])[y])]), [0, Steps], snapshot =>
        {
            using var scope = torch.NewDisposeScope();
            double[] z = snapshot.Networks.Forward(x)[^1].to(torch.float64).reshape(-1).contiguous().data<double>().ToArray();
            z.CopyTo(outputs[snapshot.Epoch == 0 ? 0 : 1], snapshot.First * points);
        }, cancellationToken: TestContext.Current.CancellationToken);
        return [.. Enumerable.Range(0, points).Select(p =>
        {
            double mean = prediction.Outputs[p].Mean;
            (double First, double Second)[] networks = [.. Enumerable.Range(0, models).Select(i =>
            {
                double c = outputs[0][(i * points) + p] + Enumerable.Range(0, m).Sum(a => response[p, a] * (targets[a] - outputs[0][(i * points) + a]));
                double f = outputs[1][(i * points) + p];
                return (width * (f - c), width * (((f - mean) * (f - mean)) - ((c - mean) * (c - mean))));
            })];
            double rest = networks.Average(r => r.First);
            double square = networks.Average(r => r.Second);
            return ((double, double)[])
            [
                (rest, Math.Sqrt(networks.Average(r => (r.First - rest) * (r.First - rest)) / models)),
                (square - (rest * rest / width), Math.Sqrt(networks.Average(r => (r.Second - square) * (r.Second - square)) / models)),
            ];
        })];
    }
}

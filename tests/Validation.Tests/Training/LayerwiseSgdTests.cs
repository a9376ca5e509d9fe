using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

public sealed class LayerwiseSgdTests
{
    public LayerwiseSgdTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void RatesOfOne_AreGradientDescent_ToTheLastBit()
    {
        double[][] plain = Parameters(new SgdOptions(0.05));
        Assert.Equal(plain, Parameters(new LayerwiseSgdOptions(0.05, [1, 1, 1], [1, 1, 1])));
        Assert.NotEqual(plain, Parameters(new LayerwiseSgdOptions(0.05, [1, 0.5, 1], [1, 1, 1])));
    }

    [Fact]
    public void EachRate_ScalesTheStepOfItsParametersAlone()
    {
        double[][] start = Parameters(new SgdOptions(0.05), epochs: 0);
        double[][] whole = Parameters(new SgdOptions(0.05), epochs: 1);
        double[][] scaled = Parameters(new LayerwiseSgdOptions(0.1, [0, 0.5, 2], [1, 0, 0.25]), epochs: 1);
        double[] factors = [0, 2, 1, 0, 4, 0.5];
        for (int i = 0; i < factors.Length; i++)
        {
            for (int k = 0; k < start[i].Length; k++)
            {
                Assert.Equal(factors[i] * (whole[i][k] - start[i][k]), scaled[i][k] - start[i][k], 1e-14);
            }
        }
    }

    /// <summary>The layers below are not gone through in every step, which must not be seen: not in what is trained above, and not in them.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void LayersThatStay_ChangeNothingOfTheOthers(int lowest)
    {
        double[] Rates(double below) => [.. Enumerable.Range(1, 3).Select(l => l < lowest ? below : 1.0)];
        double[][] start = Parameters(new LayerwiseSgdOptions(0.05, Rates(0), Rates(0)), epochs: 0);
        double[][] trained = Parameters(new LayerwiseSgdOptions(0.05, Rates(0), Rates(0)), epochs: 5);

        // With rates too small to be seen every layer is gone through.
        double[][] through = Parameters(new LayerwiseSgdOptions(0.05, Rates(1e-300), Rates(1e-300)), epochs: 5);
        Assert.Equal(through, trained);
        Assert.Equal(start[..(2 * (lowest - 1))], trained[..(2 * (lowest - 1))]);
        Assert.All(Enumerable.Range(2 * (lowest - 1), 6 - (2 * (lowest - 1))), i => Assert.NotEqual(start[i], trained[i]));
    }

    [Fact]
    public void BadRates_AreRefused()
    {
        Assert.Contains("3 layers need as many rates", Assert.Throws<UserInputException>(() => Parameters(new LayerwiseSgdOptions(0.1, [1, 1], [1, 1, 1]))).Message, StringComparison.Ordinal);
        Assert.Throws<UserInputException>(() => Parameters(new LayerwiseSgdOptions(0.1, [1, -1, 1], [1, 1, 1])));
    }

    /// <summary>Weights and biases of the layers after training.</summary>
    private static double[][] Parameters(OptimizerOptions optimizer, int epochs = 3)
    {
        var options = new TrainingOptions
        {
            Architecture = Architectures.Uniform(2, 5, 2, 1, 1.5, 0.1),
            Models = 2,
            Epochs = epochs,
            Optimizer = optimizer,
            DType = TorchPrecision.Float64,
            Device = TorchDevice.Cpu,
        };
        List<double[]> parameters = [];
        EnsembleTrainer.Train(
            options,
            Samples.ProductOnGrid(),
            [epochs],
            snapshot =>
            {
                using var scope = torch.NewDisposeScope();
                for (int l = 1; l <= 3; l++)
                {
                    parameters.Add(snapshot.Networks.Weights(l).data<double>().ToArray());
                    parameters.Add(snapshot.Networks.Biases(l).data<double>().ToArray());
                }
            },
            cancellationToken: TestContext.Current.CancellationToken);
        return [.. parameters];
    }
}

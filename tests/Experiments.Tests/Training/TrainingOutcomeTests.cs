using Theory.Activations;
using Theory.Experiments.Training;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Random;
using Theory.Validation.Statistics;
using Theory.Validation.Training;

namespace Theory.Experiments.Tests.Training;

public sealed class TrainingOutcomeTests
{
    private static readonly TrainingSetting Setting = new("test", "mrepu:2", 2, 0.9, 1, 20);

    [Fact]
    public void Target_HasTheStatedMeanAndVariance()
    {
        const int Count = 40_000;
        double[] targets = [.. PolarRegression.Draw(Count, 0.1, 4, test: false).Targets.Select(t => t[0])];
        var statistics = MemberStatistics.Of(targets);
        Assert.True(Math.Abs(statistics.Mean - 0.5) < 4.5 * statistics.StandardError);

        // The fourth moment of the target is finite and below 2: the variance of its square is below 2.
        Assert.True(Math.Abs((statistics.Deviation * statistics.Deviation) - PolarRegression.TargetVariance) < 4.5 * Math.Sqrt(2.0 / Count));
    }

    [Fact]
    public void Data_LieInTheDisc_AndTestDataAreOthers()
    {
        Regression training = PolarRegression.Draw(500, 0.1, 4, test: false);
        Regression test = PolarRegression.Draw(500, 0.1, 4, test: true);
        Assert.All(training.Inputs, x => Assert.InRange((x[0] * x[0]) + (x[1] * x[1]), 0, 0.01));
        Assert.Empty(training.Targets.Select(t => t[0]).Intersect(test.Targets.Select(t => t[0])));
        Assert.Equal(training.Targets.Select(t => t[0]), PolarRegression.Draw(500, 0.1, 4, test: false).Targets.Select(t => t[0]));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    public void VertexByCorrelators_IsThatOfTheStochasticMetric(double fluctuation)
    {
        // Neurons normal with variance G = 1 + fluctuation * ξ, cut off where it would be negative: rarely.
        const int Networks = 4000;
        const int Width = 50;
        var random = new NetworkRandom(2, 5);
        var second = new List<double[]>();
        var fourth = new List<double[]>();
        double[] z = new double[Width];
        double[] draw = new double[1];
        for (int i = 0; i < Networks; i++)
        {
            random.FillNormal(draw);
            double metric = Math.Max(0, 1 + (fluctuation * draw[0]));
            random.FillNormal(z);
            second.Add([metric * z.Average(x => x * x)]);
            fourth.Add([metric * metric * z.Average(x => x * x * x * x)]);
        }

        var vertex = TrainedVertex.Of(Width, second, fourth);
        double expected = Width * fluctuation * fluctuation;
        Assert.True(Math.Abs(vertex.Value - expected) < 4.5 * vertex.StandardError, $"{vertex.Value} ± {vertex.StandardError}, not {expected}");

        // Without fluctuations, the error of the mean of M values of n (A² - …) with Var A = 2/n.
        Assert.InRange(vertex.StandardError, 0, fluctuation == 0 ? 1.5 * 2 * Math.Sqrt(2.0 / Networks) : 1);
    }

    [Fact]
    public void AtInitialisation_KernelAndSusceptibility_AreThoseOfTheory()
    {
        TorchRuntime.EnsureLoaded();
        var options = new TrainingOptions
        {
            Architecture = NetworkArchitecture.Uniform(Activation.Parse("relu"), 2, 64, 2, 1, 0.9),
            Models = 200,
            Epochs = 1,
            Optimizer = OptimizerOptions.Parse("sgd", 1e-3),
            Device = TorchDevice.Cpu,
        };
        Regression test = PolarRegression.Draw(50, 1, 1, test: true);
        using var recorder = new TrainingRecorder(test, 3, options);
        TrainingResult result = EnsembleTrainer.Train(options, test, [0, 1], recorder.Observe, null, TestContext.Current.CancellationToken);
        TrainingOutcome outcome = TrainingOutcome.Of(Setting, 64, [0, 1], recorder.Finish(result), test);

        // ReLU: K(1) = C_W <|x|²>/2, K(2) = C_W K(1)/2, exact on average at every width; χ⊥ = C_W/2.
        double square = test.Inputs.Average(x => ((x[0] * x[0]) + (x[1] * x[1])) / 2);
        var layers = outcome.Checkpoints[0].Layers;
        AssertMean(layers[0].Kernel, 0.9 * square);
        AssertMean(layers[1].Kernel, 0.9 * 0.9 * square / 2);
        AssertMean(layers[2].Kernel, 0.9 * 0.9 * 0.9 * square / 4);
        AssertMean(layers[0].ChiPerp!, 0.45);
        AssertMean(layers[0].GradientFactor!, 0.45);
        AssertMean(layers[1].GradientFactor!, 0.45);
        Assert.Equal(200, outcome.Trained);
        Assert.Equal(0, outcome.Checkpoints[0].Overflowed);
    }

    [Fact]
    public void AConstantOutput_HasNoVariation_AndThePerfectOne_NoLoss()
    {
        Regression test = PolarRegression.Draw(30, 1, 1, test: true);
        TrainingOutcome constant = Outcome(test, (_, network) => 0.5 + (0.01 * network));
        Assert.Equal(0, constant.RelativeVariation, 1e-12);
        Assert.InRange(constant.RelativeTestLoss, 0.99, 1.2);
        TrainingOutcome perfect = Outcome(test, (i, _) => test.Targets[i][0]);
        Assert.Equal(1, perfect.RelativeVariation, 1e-12);
        Assert.Equal(0, perfect.RelativeTestLoss, 1e-12);
        Assert.Equal(0, perfect.OutputSpread, 1e-12);
    }

    [Fact]
    public void MembersThatOverflow_AreLeftOut_AndCounted()
    {
        Regression test = PolarRegression.Draw(30, 1, 1, test: true);
        TrainingOutcome outcome = Outcome(test, (i, network) => network == 2 ? double.NaN : test.Targets[i][0]);
        Assert.Equal(4, outcome.Trained);
        Assert.Equal(1, outcome.Checkpoints[0].Overflowed);
        Assert.Equal(4, outcome.Checkpoints[0].Layers[0].Kernel.Members);
        Assert.All(outcome.Outputs, o => Assert.True(double.IsFinite(o.Mean)));
    }

    [Fact]
    public void Statistics_HoldForLargeNumbersToo()
    {
        var statistics = MemberStatistics.Of([1e200, 3e200, 2e200]);
        Assert.Equal((2e200, 1e200, 2e200, 3), (statistics.Mean, statistics.Deviation, statistics.Median, statistics.Members));
        Assert.True(double.IsNaN(MemberStatistics.Of([]).Mean));
    }

    private static void AssertMean(MemberStatistics statistics, double expected) =>
        Assert.True(Math.Abs(statistics.Mean - expected) < 4.5 * statistics.StandardError, $"{statistics.Mean} ± {statistics.StandardError}, not {expected}");

    private static TrainingOutcome Outcome(Regression test, Func<int, int, double> output) => TrainingOutcome.Of(
        Setting, 8, [0], [.. Enumerable.Range(0, 5).Select(network => Record([.. Enumerable.Range(0, test.Samples).Select(i => output(i, network))]))], test);

    private static NetworkRecord Record(double[] outputs) => new()
    {
        Kernel = [[1, double.IsFinite(outputs[0]) ? 1 : double.PositiveInfinity]],
        ChiPerp = [[1]],
        GradientFactor = [[1]],
        SecondMoment = [[[1]]],
        FourthMoment = [[[3]]],
        Outputs = outputs,
        Losses = [1, 0.1],
        DivergedAt = null,
    };
}

using Theory.Experiments.Figures;
using Theory.Experiments.Initialisation;
using Theory.Experiments.Training;
using Theory.Validation.Devices;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests.Figures;

/// <summary>What the experiments' own figures show, by outcomes that are made up.</summary>
public sealed class ExperimentFigureTests
{
    private static readonly ExperimentSettings Smoke = new(ExperimentPreset.Smoke, 1, TorchDevice.Cpu, 1L << 30);

    /// <summary>A band between inputs that happen to have neighbouring targets was of no input.</summary>
    [Fact]
    public void Outputs_HaveABarForEachInput_AndWhatIsLeftBelow()
    {
        TrainingSetting setting = new("p = 2", "repu:2", 3, 1, 1, 20);
        MemberStatistics Spread(double middle) => new(middle, 1, middle, middle - 0.25, middle + 30, 8);
        TrainingOutcome outcome = new(setting, [], [Spread(1)], Spread(1), [Spread(0.5), Spread(1.25)], [0.25, 1]);
        Figure figure = TrainingFigures.Outputs(new TrainingWork("test", Smoke, [setting]), outcome);
        Assert.Contains("RePU₂", figure.Title);
        Assert.Empty(figure.Series.OfType<BandSeries>());
        MarkerSeries points = Assert.Single(figure.Series.OfType<MarkerSeries>());
        Assert.Equal([(0.25, 5), (1, 5)], points.Ranges!);
        Assert.Contains("cut off at ±5", figure.Annotation);
        MarkerSeries left = Assert.Single(figure.Residuals!.Series.OfType<MarkerSeries>());
        Assert.Equal([0.25, 0.25], left.Y);
        Assert.Equal([(0, 4.75), (0, 4)], left.Ranges!);
    }

    /// <summary>On a linear axis all but the last layers were one line at 0.</summary>
    [Theory]
    [InlineData(4, AxisScale.Linear)]
    [InlineData(3000, AxisScale.SymmetricLog10)]
    public void KernelsOverManyPowersOfTen_AreSeenInEveryLayer(double decades, AxisScale expected)
    {
        InitialisationSetting setting = new("RePU, C_W = 1", "repu:3", 1, 1);
        KernelSpread[] layers = [.. new[] { 0, 0.1, 1 }.Select(f => new KernelSpread(f, -f * decades * Math.Log(10), f * decades * Math.Log(10), f, 0.1, 0))];
        InitialisationKernels kernels = new(setting, layers, layers, [0, 0, 0]);
        foreach ((string name, Figure figure) in InitialisationFigures.Of("repu:3", [kernels], new InitialisationWork("test", Smoke, [setting]), double.PositiveInfinity).Where(f => !f.Name.EndsWith("growth", StringComparison.Ordinal)))
        {
            Assert.Equal(expected, figure.YAxis.Scale);
            Assert.Contains("RePU₃", figure.Title);
            Assert.StartsWith("repu-3", name);
        }
    }

    [Fact]
    public void EstimatesWithinTheirError_AreUpperLimits_AndNoneIsLeftOut()
    {
        MarkerSeries[] series = [.. EstimatedSizes.Of("mean", [1, 2, 4], [new Estimate(-3, 1), new Estimate(0.5, 1), new Estimate(0, 2)], 1)];
        Assert.Equal([3, double.NaN, double.NaN], series[0].Y);
        Assert.Equal([double.NaN, 2.5, 4], series[1].Y);
        Assert.True(series[1].AreLimits);
        Assert.Single(EstimatedSizes.Of("mean", [1], [new Estimate(-3, 1)], 1));
    }
}

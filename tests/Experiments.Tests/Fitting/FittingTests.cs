using System.Text.Json.Nodes;
using Theory.Experiments.Fitting;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests.Fitting;

public sealed class FittingTests
{
    private static readonly FittingSetting Tanh = new("tanh", TargetFunctions.Saddle.Name, "tanh", 2, 1, 0, 7);

    public FittingTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void Roughness_IsTwiceTheJump_AndOfOrderHWithoutOne()
    {
        double[] x = CubeGrid.Axis(401);
        Assert.Equal(2 * 3, FittingRecorder.Roughness([.. x.Select(t => t < 0.3 ? 1.0 : 4.0)]), 1e-12);
        Assert.Equal(0.01 * 2 * 4, FittingRecorder.Roughness([.. x.Select(t => t * t)]), 1e-3);
        Assert.Equal(0, FittingRecorder.Roughness([.. x.Select(t => 3 * t)]), 1e-9);
    }

    [Fact]
    public void Failures_AreCounted_AndLeftOutOfLosses()
    {
        var nothing = MemberStatistics.Of([]);
        FittedNetwork Network(double loss, int? diverged = null) => new([loss], loss, loss, loss, diverged);
        FittingOutcome outcome = FittingOutcome.Of(Tanh, TargetFunctions.Cubic, new FittingRecord(
            [Network(0.1), Network(0.2), Network(100), Network(double.NaN, 5)], [nothing], [nothing], null));
        Assert.Equal((1, 1, 3), (outcome.Diverged, outcome.NotLearned, outcome.Loss.Members));
        Assert.Equal(0.2, outcome.Loss.Median);
        Assert.Equal([0.1, 0.2, 100, double.PositiveInfinity], outcome.RankedLosses);

        // The variance of x³ - 2x for x uniform in [-2, 2]: 64/7 - 64/5 + 16/3; a grid with ends has a little more.
        Assert.Equal((64.0 / 7) - (64.0 / 5) + (16.0 / 3), outcome.TargetVariance, 0.05);
    }

    [Fact]
    public void AnEnsemble_IsTheSame_WhateverElseIsComputed()
    {
        FittingSetting other = Tanh with { Identity = 8 };
        JsonObject alone = Compute([Tanh], 0);
        Assert.True(JsonNode.DeepEquals(alone, Compute([other, Tanh], 1)));
        Assert.False(JsonNode.DeepEquals(alone, Compute([other, Tanh], 0)));
    }

    [Fact]
    public void Record_AgreesWithItself()
    {
        FittingWork work = Work([Tanh]);
        FittingOutcome outcome = work.Outcomes([Compute([Tanh], 0)])[0];
        Assert.Equal((work.Models, 0), (outcome.Loss.Members, outcome.Diverged));

        // The derivative along the line is that of the outputs, for the mean, which commutes with it.
        for (int i = 1; i < outcome.Record.Line.Count - 1; i++)
        {
            double difference = (outcome.Record.Line[i + 1].Mean - outcome.Record.Line[i - 1].Mean) / 0.02;
            Assert.Equal(difference, outcome.Record.LineSlope[i].Mean, 1e-3);
        }
    }

    private static FittingWork Work(IReadOnlyList<FittingSetting> settings) =>
        new("test", new ExperimentSettings(ExperimentPreset.Smoke, 1, TorchDevice.Cpu, 1L << 30), settings);

    private static JsonObject Compute(IReadOnlyList<FittingSetting> settings, int shard) =>
        Work(settings).Compute(shard, new Progress<double>(), TestContext.Current.CancellationToken);
}

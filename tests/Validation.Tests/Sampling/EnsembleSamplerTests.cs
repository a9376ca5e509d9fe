using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Tests.Sampling;

public sealed class EnsembleSamplerTests
{
    private static readonly PlainSampling Valid = new()
    {
        Models = 40,
        Width = 16,
        Depth = 3,
        InputMetric = 0.5,
        Cw = 1,
    };

    public static TheoryData<string, PlainSampling> BadOptions() => new()
    {
        { "models", Valid with { Models = 1 } },
        { "models", Valid with { Models = -3 } },
        { "width", Valid with { Width = 0 } },
        { "depth", Valid with { Depth = 0 } },
        { "input dimension", Valid with { InputDimension = 0 } },
        { "K(1)", Valid with { InputMetric = 0 } },
        { "K(1)", Valid with { InputMetric = -1 } },
        { "K(1)", Valid with { InputMetric = double.NaN } },
        { "K(1)", Valid with { InputMetric = double.PositiveInfinity } },
        { "C_b", Valid with { Cb = -0.1 } },
        { "C_b", Valid with { Cb = double.NaN } },
        { "C_W", Valid with { Cw = 0 } },
        { "C_W", Valid with { Cw = double.NaN } },
        { "C_W", Valid with { Cw = double.NegativeInfinity } },
        { "memory limit", Valid with { MemoryLimitBytes = 0 } },
        { "memory limit", Valid with { MemoryLimitBytes = 100 } },
        { "threads", Valid with { MaxDegreeOfParallelism = 0 } },
        { "memory limit", Valid with { Width = int.MaxValue } },
    };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public void BadOptions_AreRefusedInOneLine_ByBothSamplers(string subject, PlainSampling options)
    {
        foreach (var sampler in new[] { EnsembleSamplers.Weights, EnsembleSamplers.Conditional })
        {
            string message = Assert.Throws<UserInputException>(() => sampler.Draw(options, Activations.ReLU)).Message;
            Assert.Contains(subject, message);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public void AMetricBelowTheVarianceOfTheBiases_HasNoInput()
    {
        var options = Valid with { Cb = 0.6 };
        foreach (IEnsembleSampler sampler in (IEnsembleSampler[])[EnsembleSamplers.Weights, EnsembleSamplers.Conditional])
        {
            var error = Assert.Throws<UserInputException>(() => sampler.Draw(options, Activations.ReLU));
            Assert.Contains("K(1) = 0.5 is below C_b = 0.6", error.Message);
        }
    }

    [Theory]
    [InlineData("Weights", "weights")]
    [InlineData("CONDITIONAL", "conditional")]
    public void Parse_IgnoresCase(string text, string name) => Assert.Equal(name, EnsembleSamplers.Parse(text).Name);

    [Fact]
    public void Parse_OfUnknownNames_SaysWhatIsAccepted() =>
        Assert.Contains("weights or conditional", Assert.Throws<UserInputException>(() => EnsembleSamplers.Parse("exact")).Message);

    [Theory]
    [InlineData("weights")]
    [InlineData("conditional")]
    public void MembersThatOverflow_AreCountedPerLayer_AndNeverAveraged(string sampler)
    {
        var options = Valid with { Models = 300, Width = 4, Depth = 9, InputMetric = 0.3 };
        var statistics = EnsembleSamplers.Parse(sampler).Draw(options, Activations.MRePU2).Statistics();
        Assert.Equal(0, statistics[0].Overflowed);
        Assert.InRange(statistics[^1].Overflowed, 1, 299);
        for (int i = 0; i < statistics.Count; i++)
        {
            Assert.Equal(300, statistics[i].Members + statistics[i].Overflowed);
            Assert.True(double.IsFinite(statistics[i].Kernel.Value));
            Assert.True(i == 0 || statistics[i].Overflowed >= statistics[i - 1].Overflowed);
        }
    }

    [Fact]
    public void AMemberThatOverflowed_StaysOut_EvenIfTheActivationIsBoundedAfterwards()
    {
        // 1e200 squared overflows; from then on tanh would give a finite metric again.
        int calls = 0;
        var activation = new TensorActivation("burst", z => calls++ == 0 ? z.FilledLike(1e200) : z.tanh());
        var options = Valid with { DType = TorchPrecision.Float64, Depth = 4 };
        var sample = EnsembleSamplers.Conditional.Draw(options, activation);
        Assert.All(sample.Statistics().Skip(1), layer => Assert.Equal(options.Models, layer.Overflowed));
    }

    [Fact]
    public void Progress_RisesToOne()
    {
        var reports = new List<double>();
        EnsembleSamplers.Conditional.Sample(
            Valid with { MemoryLimitBytes = 20_000, Tensors = Activations.ReLU },
            new Recorder(reports),
            TestContext.Current.CancellationToken);
        Assert.True(reports.Count > 2);
        Assert.Equal(reports.Order(), reports);
        Assert.Equal(1, reports[^1], 1e-12);
    }

    [Fact]
    public void Cancellation_EndsTheSampling()
    {
        using var source = new CancellationTokenSource();
        var activation = new TensorActivation("cancelling", z =>
        {
            source.Cancel();
            return z.clone();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => EnsembleSamplers.Weights.Sample(Valid with { Tensors = activation }, null, source.Token));
    }

    [Fact]
    public void ErrorsOfTheActivation_ComeThroughAsTheyAre()
    {
        var failing = new TensorActivation("failing", _ => throw new TimeoutException());
        Assert.Throws<TimeoutException>(() => EnsembleSamplers.Conditional.Draw(Valid, failing));
        var reducing = new TensorActivation("reducing", z => z.sum());
        var error = Assert.Throws<InvalidOperationException>(() => EnsembleSamplers.Conditional.Draw(Valid, reducing));
        Assert.Contains("reducing", error.Message);
    }

    [Fact]
    public void Sample_LeavesNoTensorsBehind()
    {
        EnsembleSamplers.Weights.Draw(Valid, Activations.ReLU);
        using var scope = torch.NewDisposeScope();
        EnsembleSamplers.Weights.Draw(Valid, Activations.MRePU2);
        EnsembleSamplers.Conditional.Draw(Valid, Activations.MRePU2);
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void Sample_SaysWhatItIs()
    {
        var sample = EnsembleSamplers.Conditional.Draw(Valid, Activations.ReLU);
        Assert.Equal(("conditional", "relu", "cpu"), (sample.Sampler, sample.Activation, sample.Device));
        Assert.Equal((Valid.Models, Valid.Width, Valid.Depth), (sample.Options.Models, sample.Options.Network.WidthOf(2), sample.Options.Network.Depth));
        Assert.True(sample.Elapsed > TimeSpan.Zero);
        Assert.Equal(40, sample.Metric(3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.Metric(0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.Metric(4).Length);
    }

    [Fact]
    public void OneLayer_NeedsNoRandomNumbers() =>
        Assert.Equal([0.5, 0.5], EnsembleSamplers.Weights.Draw(Valid with { Depth = 1, Models = 2 }, Activations.ReLU).Metric(1).ToArray());

    private sealed class Recorder(List<double> reports) : IProgress<double>
    {
        public void Report(double value) => reports.Add(value);
    }
}

using Theory.Networks;
using Theory.Validation.Devices;
using Theory.Validation.Sampling;

namespace Theory.Validation.Tests.Sampling;

public sealed class ReproducibilityTests
{
    public static TheoryData<string, string, int> Cases()
    {
        string[] activations = ["relu", "mrepu_2", "tanh", "sigmoid", "exp", "erf", "sin", "softplus", "gelu", "silu", "pow", "selu"];
        var cases = new TheoryData<string, string, int>();
        foreach (string sampler in new[] { "weights", "conditional" })
        {
            foreach (string activation in activations)
            {
                cases.Add(sampler, activation, 37);
            }

            cases.Add(sampler, "tanh", 1);
            cases.Add(sampler, "tanh", 64);
            cases.Add(sampler, "gelu", 200);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Metrics_AreTheSameToTheLastBit_ForEveryChunkSizeAndNumberOfThreads(string sampler, string activation, int width)
    {
        var law = EnsembleSamplers.Parse(sampler);
        var s = Activations.Named(activation);
        var options = Options(width);
        var reference = law.Draw(options, s);
        long weights = sampler == "weights" ? 4L * width * (width + 1) : 4 * width;
        foreach (var (networks, threads) in new[] { (1, 2), (2, 1), (7, 5), (60, 1), (200, 2) })
        {
            long limit = (threads * weights) + (networks * 24L * (width + 68));
            AssertSame(reference, law.Draw(options with { MemoryLimitBytes = limit, MaxDegreeOfParallelism = threads }, s));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ANetwork_DrawnAgainByItself_IsTheSameToTheLastBit(string sampler, string activation, int width)
    {
        var law = EnsembleSamplers.Parse(sampler);
        var s = Activations.Named(activation);
        var options = Options(width);
        var ensemble = law.Draw(options, s);
        foreach (int index in new[] { 0, 1, 50, 150 })
        {
            var alone = law.SampleNetwork(options with { Tensors = s }, options.FirstNetwork + index);
            Assert.All(Enumerable.Range(1, options.Depth), layer => Assert.Equal(ensemble.Metric(layer)[index], alone[layer - 1]));
        }
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("conditional")]
    public void PartsOfAnEnsemble_DrawnSeparately_MakeTheWhole_InDoublePrecisionToo(string sampler)
    {
        var law = EnsembleSamplers.Parse(sampler);
        var options = Options(37) with { DType = TorchPrecision.Float64, Cb = 0.005 };
        var whole = law.Draw(options, Activations.MRePU2);
        var second = law.Draw(options with { Models = 101, FirstNetwork = options.FirstNetwork + 50 }, Activations.MRePU2);
        for (int layer = 1; layer <= options.Depth; layer++)
        {
            Assert.Equal(whole.Metric(layer)[50..].ToArray(), second.Metric(layer).ToArray());
        }
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("conditional")]
    public void Seed_ChangesEveryNetwork(string sampler)
    {
        var law = EnsembleSamplers.Parse(sampler);
        double[] first = law.Draw(Options(37), Activations.ReLU).Metric(2).ToArray();
        double[] second = law.Draw(Options(37) with { Seed = 6 }, Activations.ReLU).Metric(2).ToArray();
        Assert.Empty(first.Intersect(second));
        Assert.Equal(first.Length, first.Distinct().Count());
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("conditional")]
    public void Depth_DoesNotChangeTheLayersBefore(string sampler)
    {
        var law = EnsembleSamplers.Parse(sampler);
        var deep = law.Draw(Options(37), Activations.ReLU);
        var shallow = law.Draw(Options(37) with { Depth = 2 }, Activations.ReLU);
        Assert.Equal(deep.Metric(2).ToArray(), shallow.Metric(2).ToArray());
    }

    /// <summary>The matrix library's number of threads belongs to the process: a run that ended put it back while another one was at work.</summary>
    [Fact]
    public async Task RunsAtTheSameTime_DoNotDisturbOneAnother()
    {
        PlainSampling options = Options(37) with
        {
            Inputs = NetworkInputs.Circle(3),
            Tensors = Activations.Named("tanh"),
            DType = TorchPrecision.Float64,
        };
        ObservationRecorder alone = new();
        EnsembleSamplers.Weights.Show(options, alone);
        using CancellationTokenSource stop = new();
        Task others = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                EnsembleSamplers.Weights.SampleNetwork(Options(2) with { Depth = 2, Tensors = Activations.ReLU }, 1);
            }
        });
        for (int i = 0; i < 20; i++)
        {
            ObservationRecorder disturbed = new();
            EnsembleSamplers.Weights.Show(options, disturbed);
            Assert.All(alone.Networks, n => Assert.Equal(alone[n, options.Depth], disturbed[n, options.Depth]));
        }

        await stop.CancelAsync();
        await others;
    }

    private static PlainSampling Options(int width) => new()
    {
        Models = 151,
        Width = width,
        Depth = 4,
        InputMetric = 0.8,
        Cw = 0.9,
        Cb = 0.1,
        Seed = 5,
        FirstNetwork = 1000,
    };

    private static void AssertSame(EnsembleSample expected, EnsembleSample actual)
    {
        for (int layer = 1; layer <= expected.Options.Depth; layer++)
        {
            Assert.Equal(expected.Metric(layer).ToArray(), actual.Metric(layer).ToArray());
        }
    }
}

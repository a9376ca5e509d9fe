using Theory.Experiments.Residuals;
using Theory.Networks;
using Theory.Numerics.Recommendations;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Training;

namespace Theory.Experiments.Tests.Residuals;

/// <summary>Networks with skips that learn images: the networks, data, and verdicts on outcomes that are made up.</summary>
public sealed class ResidualTests : IDisposable
{
    private static readonly string[] Activations = ["relu", "imrepu:2"];
    private static readonly double[] Rates = [1e-3, 1e-4];

    // Advice takes a second, and all tests look at the same.
    private static readonly Lazy<IReadOnlyList<ResidualSetting>> Settings = new(() => new ResidualCatalogue().Of(["mrepu:2"], 2, 8, 10, Rates));

    private readonly string _folder = Directory.CreateTempSubdirectory("theory-residual-").FullName;

    public ResidualTests() => TorchRuntime.EnsureLoaded();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AdvisedNetworks_AreThoseOfTheRecommendation()
    {
        ResidualSetting setting = Settings.Value.First(s => s.Label == "skips around norms, advised");
        NetworkRecommendation advice = NetworkRecommender.Recommend(
            new ArchitectureTemplate("linear; 2*[residual(norm; mrepu:2; linear)]; norm; linear(width=10)"), new RecommendationOptions(4, 8));
        Assert.Equal(advice.Architecture.ToString(), ResidualCatalogue.At(setting.Layers, 8).ToString());
        Assert.Equal(advice.Layers[^1].K, ResidualTheory.Of(setting, 8).Layers[^1].K, 1e-12);
    }

    [Fact]
    public void EveryNetwork_IsOfItsKind()
    {
        IReadOnlyList<ResidualSetting> settings = Settings.Value;
        Assert.Equal(ResidualCatalogue.Networks.Count * Rates.Length, settings.Distinct().Count());
        Assert.All(settings, s =>
        {
            Architecture architecture = ResidualCatalogue.At(s.Layers, 8);
            Assert.Equal(s.Kind == ResidualCatalogue.Plain, architecture.Plain is not null);
            Assert.Equal(s.Kind != ResidualCatalogue.Plain, s.Layers.Contains("residual(", StringComparison.Ordinal));
            Assert.Equal(s.Kind == ResidualCatalogue.Norms, s.Layers.Contains("norm; ", StringComparison.Ordinal));
            Assert.Equal(10, architecture.Output.Width);
        });
    }

    /// <summary>MRePU at C_W = 1 starts where its kernel grows as a power of itself in every block.</summary>
    [Fact]
    public void KernelsOfMRePU_ExplodeWithSkips_UnlessAdvised()
    {
        ResidualTheory Of(string layers) => ResidualTheory.Of(new ResidualSetting("", "", "mrepu:2", layers, 1e-3), 8);
        Assert.True(Of("linear; 8*[residual(mrepu:2; linear)]; linear(width=10)").Explodes);
        Assert.False(Of("linear; 8*[residual(norm; mrepu:2; linear)]; norm; linear(width=10)").Explodes);
        Assert.InRange(Of(Settings.Value.First(s => s.Label == "skips, advised").Layers).Largest, 0, 2);
    }

    [Fact]
    public void ImagesInAFolder_AreRead_AndWhatIsWrongWithThemIsSaid()
    {
        WriteImages("train", 30);
        WriteImages("t10k", 20);
        ResidualData data = ResidualData.Read(_folder, 20, 10, 3);
        Assert.Equal((20, 10, 4), (data.Training, data.Test, data.Inputs));
        Assert.Equal(data.Checksum, ResidualData.Read(_folder, 20, 10, 3).Checksum);
        Assert.NotEqual(data.Checksum, ResidualData.Read(_folder, 20, 10, 4).Checksum);
        Assert.Contains("asks for 40 training inputs", Assert.Throws<UserInputException>(() => ResidualData.Read(_folder, 40, 10, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no folder", Assert.Throws<UserInputException>(() => ResidualData.Read(Path.Combine(_folder, "none"), 1, 1, 3)).Message, StringComparison.Ordinal);
    }

    /// <summary>A network that overflows is counted, wrong about everything, and leaves the others alone.</summary>
    [Fact]
    public void NetworksThatDiverge_AreCounted()
    {
        ResidualData data = ResidualData.Read(ResidualData.Generated, 40, 20, 1);
        IReadOnlyList<ResidualNetwork> Train(string text, double rate) => new ResidualTraining(data, 3, 3, 10)
            .Run(Architecture.Parse(text, new Linear(0, 1, 8)), OptimizerOptions.Parse("adam", rate), 1, TorchDevice.Cpu, _ => { }, TestContext.Current.CancellationToken).Networks;
        Assert.All(Train("linear; 8*[residual(mrepu:3; linear)]; linear(width=2)", 1e-3), n =>
        {
            Assert.Equal(0, n.DivergedAt);
            Assert.Equal(1, n.Error);
            Assert.All(n.TrainingLosses, l => Assert.True(double.IsNaN(l)));
        });
        Assert.All(Train("linear; 2*[residual(norm; gelu; linear)]; norm; linear(width=2)", 1e-2), n =>
        {
            Assert.Null(n.DivergedAt);
            Assert.True(n.TestLosses[^1] < n.TestLosses[0]);
            Assert.InRange(n.Error, 0, 0.5);
        });
    }

    [Theory]
    [InlineData(0.1, 0.3, true)]
    [InlineData(0.3, 0.1, false)]
    public void Advice_IsJudgedByErrors(double advised, double otherwise, bool holds)
    {
        IReadOnlyList<Claim> claims = ResidualClaims.Of(Comparisons((s, _) => s.Start == ResidualCatalogue.Advised ? advised : otherwise));
        Assert.All(claims.Where(c => c.Statement.Contains("fewer errors than with C_W = 1", StringComparison.Ordinal)), c => Assert.Equal(holds, c.Holds));
        Assert.All(claims.Where(c => c.Statement.Contains("every activation trains", StringComparison.Ordinal)), c => Assert.True(c.Holds));
    }

    [Fact]
    public void WhatIsLevel_IsUndecided()
    {
        IReadOnlyList<Claim> claims = ResidualClaims.Of(Comparisons((_, _) => 0.2));
        Assert.All(claims.Where(c => c.Statement.Contains("fewer errors", StringComparison.Ordinal)), c => Assert.Null(c.Holds));
    }

    [Fact]
    public void Activations_AreComparedAtTheirBestLearningRate()
    {
        // Inflected MRePU is the better one, but at the smaller learning rate alone.
        IReadOnlyList<ResidualComparison> all = Comparisons((s, rate) => s.Activation == "relu" ? 0.2 : rate < 5e-4 ? 0.1 : 0.9);
        Assert.All(all.Where(c => c.Setting.Activation != "relu"), c => Assert.Equal(1e-4, c.Best.Setting.LearningRate));
        Assert.All(ResidualClaims.Of(all).Where(c => c.Statement.StartsWith("imrepu:2 makes fewer errors", StringComparison.Ordinal)), c => Assert.True(c.Holds));
        Assert.All(ResidualClaims.Of(Comparisons((s, _) => s.Activation == "relu" ? 0.2 : 0.9)).Where(c => c.Statement.Contains("trains", StringComparison.Ordinal)), c => Assert.False(c.Holds));
    }

    private static IReadOnlyList<ResidualComparison> Comparisons(Func<ResidualSetting, double, double> error) => ResidualComparison.Of(
    [
        .. from network in ResidualCatalogue.Networks
           from activation in Activations
           from rate in Rates
           let setting = new ResidualSetting(network.Kind, network.Start, activation, "linear; relu; linear(width=10)", rate)
           let networks = Enumerable.Range(0, 8).Select(k => error(setting, rate) + (0.001 * k)).Select(e => new ResidualNetwork([e], [1, e], [1, e], null))
           select new ResidualOutcome(setting, ResidualTheory.Of(setting, 8), new ResidualRecord("", 1, [.. networks], null), null),
    ]);

    // Two by two pixels, ten classes.
    private void WriteImages(string name, int count)
    {
        byte[] Big(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
        File.WriteAllBytes(Path.Combine(_folder, $"{name}-images-idx3-ubyte"), [.. Big(0x803), .. Big(count), .. Big(2), .. Big(2), .. Enumerable.Range(0, 4 * count).Select(i => (byte)(1 + (i * 37 % 250)))]);
        File.WriteAllBytes(Path.Combine(_folder, $"{name}-labels-idx1-ubyte"), [.. Big(0x801), .. Big(count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Tests.Documentation;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Commands;

/// <summary>Predictions against NumPy and SciPy (tools/reference/prediction.py), files of every kind, and bad input.</summary>
public sealed class PredictCommandTests
{
    private const int Training = 60;

    private static readonly string[] Data = File.ReadAllLines(Repository.File("tests/reference/prediction_data.csv"));

    public static TheoryData<string> References => [.. File.ReadAllLines(Repository.File("tests/reference/prediction.csv")).Skip(1)];

    [Theory]
    [MemberData(nameof(References))]
    public void Prediction_IsThatOfSciPy(string reference)
    {
        string[] r = reference.Split(',');
        using TemporaryFolder folder = new();
        Split(folder);
        JsonObject json = CommandLine.Run(
            "predict", r[0], "--train", folder.At("train.csv"), "--test", folder.At("test.csv"), "--target", "class", "--preprocess", r[1], "--kernel", r[2],
            "--depth", r[3], "--cb", r[4], "--cw", r[5], "--noise", r[6], "--json").Succeeded().Json;
        Assert.Equal(Value(r[7]), Number(json, "accuracy"), 1e-12);
        Assert.Equal(1, Number(json, "meanSquaredError") / Value(r[8]), 1e-9);
        Assert.Equal(1, Number(json, "negativeLogLikelihood") / Value(r[9]), 1e-9);
        Assert.InRange(Number(json, "residual"), 0, 1e-10);
    }

    [Theory]
    [InlineData("--solver", "cg", "--landmarks", "20")]
    [InlineData("--solver", "cholesky", "--dtype", "float32")]
    public void OtherSolvers_MeetTheTargetsAsWell_AndPredictTheSame(params string[] options)
    {
        using TemporaryFolder folder = new();
        Split(folder);
        string[] common = ["predict", "relu", "--train", folder.At("train.csv"), "--test", folder.At("test.csv"), "--target", "class", "--cb", "0.1", "--cw", "2", "--noise", "0.01", "--json"];
        JsonObject exact = CommandLine.Run(common).Succeeded().Json;
        JsonObject other = CommandLine.Run([.. common, .. options]).Succeeded().Json;
        Assert.InRange(Number(other, "residual"), 0, 1e-10);
        Assert.Equal(1, Number(other, "meanSquaredError") / Number(exact, "meanSquaredError"), 1e-9);
        Assert.InRange(Number(other, "steps"), 1, 200);
    }

    [Fact]
    public void LowRankApproximation_WithAllInputsAsLandmarks_IsExact_AndWithFewIsWorse()
    {
        using TemporaryFolder folder = new();
        Split(folder);
        string[] common = ["predict", "erf", "--train", folder.At("train.csv"), "--test", folder.At("test.csv"), "--target", "class", "--cb", "0.1", "--cw", "2", "--noise", "0.01"];
        JsonObject Run(params string[] options) => CommandLine.Run([.. common, "--json", .. options]).Succeeded().Json;
        double Mean(JsonObject run) => run["predictions"]![0]!["mean"]![0]!.GetValue<double>();
        (JsonObject exact, JsonObject all, JsonObject few) = (Run(), Run("--solver", "nystrom"), Run("--solver", "nystrom", "--landmarks", "5"));
        Assert.Null(exact["unexplained"]);
        Assert.Equal(Mean(exact), Mean(all), 1e-6);
        Assert.InRange(Number(all, "unexplained"), 0, 1e-8);
        Assert.NotEqual(Mean(exact), Mean(few), 1e-3);
        Assert.InRange(Number(few, "unexplained"), 1e-3, 1);
        Assert.Contains("of the trace of K", CommandLine.Run([.. common, "--solver", "nystrom"]).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsAndInputs_InIdx_ReadAsInCsv()
    {
        using TemporaryFolder folder = new();
        byte[] images = [.. Enumerable.Range(0, 40 * 6).Select(i => (byte)(i * 37 % 251))];
        byte[] labels = [.. Enumerable.Range(0, 40).Select(i => (byte)(i % 3))];
        Idx(folder.At("train-images-idx3-ubyte"), [40, 2, 3], images);
        Idx(folder.At("train-labels-idx1-ubyte"), [40], labels);
        Idx(folder.At("t10k-images-idx3-ubyte"), [10, 2, 3], images[..60]);
        Idx(folder.At("t10k-labels-idx1-ubyte"), [10], labels[..10]);
        File.WriteAllLines(folder.At("train.csv"), Rows(40));
        File.WriteAllLines(folder.At("test.csv"), Rows(10));
        string[] options = ["--cb", "0.1", "--cw", "2", "--noise", "0.1", "--preprocess", "norm", "--json"];
        JsonObject idx = CommandLine.Run(["predict", "relu", "--train", folder.FullPath, .. options]).Succeeded().Json;
        JsonObject csv = CommandLine.Run(
            ["predict", "relu", "--train", folder.At("train.csv"), "--test", folder.At("test.csv"), "--target", "class", "--classify", .. options]).Succeeded().Json;
        Assert.Equal(6, Number(idx, "dimension"));
        Assert.Equal(Number(csv, "negativeLogLikelihood"), Number(idx, "negativeLogLikelihood"), 1e-9);
        Assert.Equal(Number(csv, "accuracy"), Number(idx, "accuracy"));

        IEnumerable<string> Rows(int count) => Enumerable.Range(0, count).Select(i => string.Join(',', images[(i * 6)..((i + 1) * 6)]) + $",{labels[i]}").Prepend("a,b,c,d,e,f,class");
    }

    [Fact]
    public void InterruptedFactor_GoesOnFromItsFolder_AndAnotherMatrixIsRefused()
    {
        using TemporaryFolder folder = new();
        Split(folder);
        string[] Command(string cb) =>
        [
            "predict", "relu", "--train", folder.At("train.csv"), "--test", folder.At("test.csv"), "--target", "class", "--cb", cb, "--cw", "2", "--noise", "0.01",
            "--scratch", folder.At("scratch"), "--json",
        ];
        JsonObject first = CommandLine.Run(Command("0.1")).Succeeded().Json;
        string tile = Assert.Single(Directory.GetFiles(folder.At("scratch"), "tile-*.bin"));
        byte[] kept = File.ReadAllBytes(tile);
        Assert.Equal(60 * 60 * 8, kept.Length);

        // What an end in the middle of a write leaves is not taken.
        File.WriteAllBytes(tile, kept[..100]);
        JsonObject second = CommandLine.Run(Command("0.1")).Succeeded().Json;
        Assert.Equal(Number(first, "negativeLogLikelihood"), Number(second, "negativeLogLikelihood"));
        Assert.Equal(kept, File.ReadAllBytes(tile));
        CommandResult other = CommandLine.Run(Command("0.2"));
        Assert.Equal(2, other.Code);
        Assert.Contains("holds a part of another matrix", other.Error, StringComparison.Ordinal);
    }

    /// <summary>Tasks of an array share a folder; one of them is killed and comes again. The factor has the bits of an undivided run.</summary>
    [Fact]
    public async Task Shards_TogetherMakeTheFactorOfOneProcess()
    {
        using TemporaryFolder folder = new();
        Split(folder);
        string[] Command(string scratch, params string[] more) =>
        [
            "predict", "relu", "--train", folder.At("train.csv"), "--test", folder.At("test.csv"), "--target", "class", "--cb", "0.1", "--cw", "2", "--noise", "0.01",
            "--tile", "16", "--scratch", folder.At(scratch), "--json", .. more,
        ];
        JsonObject whole = CommandLine.Run(Command("whole")).Succeeded().Json;
        using (CancellationTokenSource killed = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken))
        {
            // Alone it waits for the other, which never comes.
            Task<CommandResult> first = Task.Run(() => CommandLine.Run(killed.Token, Command("shared", "--shard", "2/2")), TestContext.Current.CancellationToken);
            await killed.CancelAsync();
            Assert.Equal(1, (await first).Code);
        }

        CommandResult[] parts = await Task.WhenAll(((string[])["1/2", "2/2"]).Select(part =>
            Task.Run(() => CommandLine.Run(Command("shared", "--shard", part)), TestContext.Current.CancellationToken)));
        Assert.All(parts, p => Assert.Equal(0, p.Code));
        string[] tiles = [.. Directory.GetFiles(folder.At("whole"), "tile-*.bin").Select(f => Path.GetFileName(f)!)];
        Assert.Equal(10, tiles.Length);

        Assert.All(tiles, t => Assert.Equal(File.ReadAllBytes(folder.At("whole", t)), File.ReadAllBytes(folder.At("shared", t))));
        JsonObject merged = CommandLine.Run(Command("shared")).Succeeded().Json;
        Assert.Equal(Number(whole, "negativeLogLikelihood"), Number(merged, "negativeLogLikelihood"), 1e-9);
    }

    [Fact]
    public void Fit_ChoosesAMaximumOfTheLikelihood()
    {
        JsonObject json = CommandLine.Run("predict", "erf", "--train", "sine:60", "--cb", "0.5", "--cw", "2", "--noise", "0.1", "--fit", "--json").Succeeded().Json;
        Assert.True(Number(json["fit"]!, "negativeLogLikelihood") < Number(json["fit"]!, "start") - 10);
        Assert.All(json["fit"]!["gradient"]!.AsArray(), g => Assert.InRange(g!.GetValue<double>(), -0.5, 0.5));
    }

    [Fact]
    public void Fields_AreThoseOfTheDocument() =>
        JsonDocument.AssertMatches("predict", CommandLine.Run("predict", "relu", "--train", "moons:60", "--fit", "--json").Succeeded().Json);

    [Fact]
    public void Files_AreWritten_WithSamplesOfThePosterior()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("predict", "relu", "--train", "sine:40", "--cb", "1", "--noise", "0.01", "--samples", "4", "--out", folder.FullPath).Succeeded();
        Assert.Equal(["predict.json", "predictions.csv", "samples.csv"], Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string[] samples = File.ReadAllLines(folder.At("samples.csv"));
        Assert.Equal("input,output,sample1,sample2,sample3,sample4", samples[0]);
        Assert.Equal(9, samples.Length);
    }

    [Theory]
    [InlineData("give the training inputs by --train")]
    [InlineData("there is no file 'nothing.csv'", "--train", "nothing.csv")]
    [InlineData("there is no file 'nowhere'", "--train", "nowhere")]
    [InlineData("--fit goes with --kernel nngp", "--train", "moons:40", "--kernel", "tangent", "--fit")]
    [InlineData("--noise must be a finite number, at least 0", "--train", "moons:40", "--noise", "-1")]
    [InlineData("--size asks for 50 training inputs, but there are 32", "--train", "moons:40", "--size", "50")]
    [InlineData("the number of inputs must be between 2", "--train", "moons:1")]
    [InlineData("--scratch needs a noise", "--train", "moons:40", "--scratch", "x")]
    [InlineData("more than --memory 1E-06", "--train", "moons:40", "--memory", "1e-6")]
    [InlineData("--shard goes with --scratch DIR", "--train", "moons:40", "--shard", "1/2")]
    [InlineData("'0/2' is not a part", "--train", "moons:40", "--shard", "0/2")]
    [InlineData("--target does not go with --train moons:40", "--train", "moons:40", "--target", "y")]
    [InlineData("2147483647 samples at 12 test inputs need", "--train", "moons:60", "--samples", "2147483647")]
    [InlineData("the depth must be between 1 and", "--train", "moons:60", "--depth", "0")]
    public void BadInput_IsOneLine(string message, params string[] options)
    {
        CommandResult result = CommandLine.Run(["predict", "relu", .. options]);
        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    private static void Split(TemporaryFolder folder)
    {
        File.WriteAllLines(folder.At("train.csv"), Data[..(Training + 1)]);
        File.WriteAllLines(folder.At("test.csv"), [Data[0], .. Data[(Training + 1)..]]);
    }

    private static void Idx(string path, int[] dimensions, byte[] data) => File.WriteAllBytes(
        path, [0, 0, 8, (byte)dimensions.Length, .. dimensions.SelectMany(d => (byte[])[0, 0, 0, (byte)d]), .. data]);

    private static double Number(JsonNode json, string name) => json[name]!.GetValue<double>();

    private static double Value(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

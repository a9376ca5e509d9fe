using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Output;

namespace Theory.Cli.Tests.Commands;

public sealed class GramCommandTests
{
    [Fact]
    public void Json_HoldsTheMatricesOfTheLastLayer()
    {
        JsonObject json = CommandLine.Run("gram", "relu", "--inputs", "circle:4", "--depth", "3", "--cw", "2", "--lambda-b", "0", "--json").Succeeded().Json;
        Assert.Equal(("relu", 4, 2, 3), (Text(json, "activation"), Integer(json, "inputs"), Integer(json, "dimension"), Integer(json, "depth")));
        Assert.Equal([2.0, 2, 2], json["cw"]!.AsArray().Select(Number));
        Assert.Equal([1, 2, 3], json["layers"]!.AsArray().Select(l => Integer(l!, "layer")));

        // Layer 2: neighbours at 90 degrees have correlation 1/pi, opposites 0; layer 3 by the same formula.
        Assert.Equal(1 / Math.PI / 2, Number(json["layers"]![1]!["correlation"]!["largest"]) / 2, 1e-12);
        double angle = Math.Acos(1 / Math.PI);
        double expected = (Math.Sin(angle) + ((Math.PI - angle) * Math.Cos(angle))) / Math.PI;
        Assert.Equal(1, Entry(json, "kernel", 0, 0), 1e-14);
        Assert.Equal(expected, Entry(json, "kernel", 0, 1), 1e-14);
        Assert.Equal(1 / Math.PI, Entry(json, "kernel", 0, 2), 1e-14);

        // Theta(3)_aa = 1/2 + 1/2 + 1/2 at lambda_b = 0, where g = K/2 and chi_perp = 1.
        Assert.Equal(1.5, Entry(json, "tangentKernel", 0, 0), 1e-14);
    }

    [Fact]
    public void ParametersOfEachLayer_AreRead()
    {
        JsonObject json = CommandLine.Run(
            "gram", "linear", "--inputs", "circle:2", "--depth", "2", "--cb", "0.5,0.25", "--cw", "2,3", "--lambda-w", "1,2", "--json").Succeeded().Json;

        // K(1) = 0.5 + 2 (1/2), K(2) = 0.25 + 3 K(1); Theta(1) = 1 + 1/2, Theta(2) = 1 + 2 K(1) + 3 Theta(1)
        Assert.Equal(4.75, Entry(json, "kernel", 0, 0), 1e-14);
        Assert.Equal(8.5, Entry(json, "tangentKernel", 0, 0), 1e-14);
    }

    [Fact]
    public void Files_AreWritten_AndReadBackAsTheMatrix()
    {
        using TemporaryFolder folder = new();
        JsonObject json = CommandLine.Run("gram", "tanh", "--inputs", "sphere:7,3", "--depth", "4", "--out", folder.FullPath, "--json").Succeeded().Json;
        Assert.Equal(
            ["angles.png", "angles.svg", "correlations.png", "correlations.svg", "gram.json", "kernel.csv", "layers.csv", "tangent-kernel.csv"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        double[][] matrix = [.. File.ReadLines(folder.At("kernel.csv")).Select(l => l.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(7, matrix.Length);
        Assert.All(matrix, row => Assert.Equal(7, row.Length));
        Assert.Equal(Entry(json, "kernel", 2, 5), matrix[5][2]);
    }

    /// <summary>Tasks of an array share the tiles; what a killed one left is completed. The files have the bits of an undivided run, and the numbers of the whole matrices.</summary>
    [Theory]
    [InlineData("gaussian:40,3", "float64", 8)]
    [InlineData("sphere:40,3", "float32", 4)]
    public void Tiles_OfSeveralTasks_MakeTheMatrices(string inputs, string precision, int bytes)
    {
        using TemporaryFolder folder = new();
        string[] Command(string scratch, params string[] more) =>
            ["gram", "relu", "--inputs", inputs, "--depth", "3", "--cw", "2", "--cb", "0.1", "--scratch", folder.At(scratch), "--tile", "16", "--dtype", precision, .. more];
        CommandLine.Run(Command("whole", "--out", folder.At("one"))).Succeeded();
        CommandLine.Run(Command("shared", "--shard", "1/2")).Succeeded();
        string[] tiles = Directory.GetFiles(folder.At("shared"), "tile-*.bin", SearchOption.AllDirectories);
        Assert.Equal(2 * 3, tiles.Length);
        File.WriteAllBytes(tiles[0], File.ReadAllBytes(tiles[0])[..10]);
        CommandLine.Run(Command("shared", "--shard", "2/2")).Succeeded();
        CommandLine.Run(Command("shared", "--out", folder.At("several"))).Succeeded();
        JsonObject json = CommandLine.Run("gram", "relu", "--inputs", inputs, "--depth", "3", "--cw", "2", "--cb", "0.1", "--json").Succeeded().Json;
        foreach ((string name, string field) in ((string, string)[])[("kernel.npy", "kernel"), ("tangent-kernel.npy", "tangentKernel")])
        {
            byte[] file = File.ReadAllBytes(folder.At("one", name));
            Assert.Equal(file, File.ReadAllBytes(folder.At("several", name)));
            Assert.Equal(0, (file.Length - (40 * 40 * bytes)) % 64);
            Assert.StartsWith($"{{'descr': '<f{bytes}', 'fortran_order': False, 'shape': (40, 40), }}", System.Text.Encoding.ASCII.GetString(file, 10, 80), StringComparison.Ordinal);
            ReadOnlySpan<byte> numbers = file.AsSpan(file.Length - (40 * 40 * bytes));
            for (int i = 0; i < 40 * 40; i++)
            {
                double value = bytes == 8 ? BitConverter.ToDouble(numbers[(8 * i)..]) : BitConverter.ToSingle(numbers[(4 * i)..]);
                double expected = Entry(json, field, i / 40, i % 40);
                Assert.Equal(expected, value, bytes == 8 ? 1e-11 * Math.Max(1, expected) : 1e-6 * Math.Max(1, Math.Abs(expected)));
            }
        }

        Assert.Contains("holds a part of another matrix", CommandLine.Run([.. Command("shared", "--out", folder.At("one")), "--lambda-b", "0"]).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shard goes with --scratch DIR", "--shard", "1/2")]
    [InlineData("--tile goes with --scratch DIR", "--tile", "16")]
    [InlineData("'0/2' is not a part", "--scratch", "s", "--shard", "0/2")]
    [InlineData("--scratch goes with --out DIR, which takes the matrices, or with --shard I/N", "--scratch", "s")]
    [InlineData("--json does not go with --scratch", "--scratch", "s", "--shard", "1/2", "--json")]
    public void Tiles_AreRefused_WithoutWhatTheyNeed(string expected, params string[] options)
    {
        CommandResult result = CommandLine.Run(["gram", "relu", "--inputs", "circle:4", .. options]);
        Assert.Equal(2, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void LargeMatrices_AreLeftToFiles()
    {
        JsonObject json = CommandLine.Run("gram", "relu", "--inputs", "circle:101", "--depth", "1", "--json").Succeeded().Json;
        Assert.False(json.ContainsKey("kernel"));
    }

    [Fact]
    public void Predictions_MeetTheTargets_AndKnowTheirError()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("train.csv"), "x,y\n-1,0.5\n0,-0.25\n2,1\n");
        File.WriteAllText(folder.At("test.csv"), "y,x\n0.5,-1\n1,2\n0,0.5\n");
        string[] command =
        [
            "gram", "erf", "--inputs", folder.At("train.csv"), "--targets", "y", "--test-inputs", folder.At("test.csv"), "--cb", "0.5", "--cw", "2", "--time", "0,infinity",
        ];
        JsonNode predictions = CommandLine.Run([.. command, "--json"]).Succeeded().Json["predictions"]!;
        double[] bayesian = [.. predictions["bayesian"]!["mean"]!.AsArray().Select(r => Number(r![0]))];
        Assert.Equal(0.5, bayesian[0], 1e-10);
        Assert.Equal(1, bayesian[1], 1e-10);
        Assert.Equal(0, Number(predictions["bayesian"]!["standardDeviation"]![0]), 1e-6);
        Assert.Equal(Math.Abs(bayesian[2]) / Math.Sqrt(3), Number(predictions["bayesian"]!["rootMeanSquareError"]), 1e-10);

        // At time 0 the mean is 0 and the variance that of the kernel; at the end training inputs are met.
        Assert.Equal(0, Number(predictions["trained"]![0]!["mean"]![2]![0]));
        Assert.Equal(0.5, Number(predictions["trained"]![1]!["mean"]![0]![0]), 1e-10);
        Assert.Null(predictions["trained"]![1]!["time"]);

        CommandResult text = CommandLine.Run([.. command, "--out", folder.At("out")]).Succeeded();
        Assert.Contains("3 training inputs, 3 test inputs", text.Output, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadLines(folder.At("out", "predictions.csv")).Count());
        Assert.True(File.Exists(folder.At("out", "predictions.png")));
    }

    [Fact]
    public void JumpingActivation_HasNoTangentKernel()
    {
        CommandResult result = CommandLine.Run("gram", "sign", "--inputs", "circle:5", "--cw", "1").Succeeded();
        Assert.Contains("tangent kernel is infinite", result.Output, StringComparison.Ordinal);
        Assert.Null(CommandLine.Run("gram", "sign", "--inputs", "circle:5", "--cw", "1", "--json").Succeeded().Json["tangentKernel"]);
    }

    [Theory]
    [InlineData("give the inputs by --inputs FILE, or by name")]
    [InlineData("there is no file 'none.csv'", "--inputs", "none.csv")]
    [InlineData("--inputs: 'cube:3' is not a data set", "--inputs", "cube:3")]
    [InlineData("--inputs: 'sphere:3' is not a data set", "--inputs", "sphere:3")]
    [InlineData("--inputs: 'circle:0' is not a data set", "--inputs", "circle:0")]
    [InlineData("20000 inputs are more than 10000", "--inputs", "circle:20000")]
    [InlineData("2147483647 inputs are more than 10000", "--inputs", "circle:2147483647")]
    [InlineData("9000 inputs of 2000000000 components need 2.9E+05 GB of memory", "--inputs", "gaussian:9000,2000000000")]
    [InlineData("C_W must be a positive finite number", "--inputs", "circle:3", "--cw", "0")]
    [InlineData("there are 2 values of C_b, but 6 layers of preactivations", "--inputs", "circle:3", "--cb", "0,1")]
    [InlineData("--cw: 'a' is not a number", "--inputs", "circle:3", "--cw", "a")]
    [InlineData("the depth must be between", "--inputs", "circle:3", "--depth", "0")]
    [InlineData("--targets names columns of a file", "--inputs", "circle:3", "--targets", "y")]
    [InlineData("--test-inputs needs a file of --inputs with --targets", "--inputs", "circle:3", "--test-inputs", "none.csv")]
    [InlineData("--threads: the number of threads must be at least 1", "--inputs", "circle:3", "--threads", "0")]
    public void BadOptions_AreNamed(string message, params string[] options) => AssertBadInput(message, options);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("x,y\n", "has a header, but no rows")]
    [InlineData("x,y\n1,2\n3\n", "line 3: 1 cells, but there are 2 columns")]
    [InlineData("x,y\n1,two\n", "line 2, column y: 'two' is not a finite number")]
    [InlineData("x,y\n1,NaN\n", "column y: 'NaN' is not a finite number")]
    [InlineData("x,x\n1,2\n", "two columns of the same name")]
    [InlineData("a,b\n1,2\n", "has no column 'y'; it has a, b")]
    [InlineData("y\n1\n", "every column of")]
    [InlineData("1,\n2,3\n", "line 1, column x2: '' is not a finite number")]
    [InlineData("0x10,2\n1,2\n", "line 1, column x1: '0x10' is not a finite number")]
    [InlineData("x,2\n1,2\n", "line 1, column x1: 'x' is not a finite number")]
    [InlineData("x,2nd\n1,2\n", "the first row is a header only if no cell of it begins like a number")]
    [InlineData("x;y\n0,5;1,5\n", "separate cells by commas, and write decimals with a point")]
    [InlineData("\"1,5\",2\n1,2\n", "write decimals with a point")]
    public void BadFiles_AreNamed(string content, string message)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("data.csv"), content);
        AssertBadInput(message, "--inputs", folder.At("data.csv"), "--targets", "y");
    }

    /// <summary>The library reads a number with zero bytes behind it as that number.</summary>
    [Fact]
    public void ZeroBytes_AreNoNumber()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("data.csv"), "1,2\0\n1,2\n");
        AssertBadInput("line 1, column x2: '2", "--inputs", folder.At("data.csv"));
    }

    [Fact]
    public void BadRegression_IsNamed()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("train.csv"), "x,y\n-1,0.5\n0,-0.25\n");
        File.WriteAllText(folder.At("test.csv"), "u\n0.5\n");
        string[] data = ["--inputs", folder.At("train.csv"), "--targets", "y", "--test-inputs"];
        AssertBadInput("has no column 'x', which the training inputs have", [.. data, folder.At("test.csv")]);
        AssertBadInput("--time: the training time must be at least 0, got -1", [.. data, folder.At("train.csv"), "--time", "-1"]);
        AssertBadInput("the noise variance must be a finite number, at least 0", [.. data, folder.At("train.csv"), "--noise", "-1"]);
    }

    [Fact]
    public void FileWithoutHeader_IsRead()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("data.csv"), "1,0\n0,1\n0.5,0.5\n");
        JsonObject json = CommandLine.Run("gram", "relu", "--inputs", folder.At("data.csv"), "--depth", "1", "--cw", "2", "--json").Succeeded().Json;
        Assert.Equal((3, 2), (Integer(json, "inputs"), Integer(json, "dimension")));
        Assert.Equal(0.5, Entry(json, "kernel", 0, 2));
    }

    // A row that a cell spoils was taken for a header, and lost.
    [Theory]
    [InlineData("\uFEFFx,y\r\n1,0\r\n0,1\r\n", 2)]
    [InlineData("\uFEFF1,0\r\n0,1\r\n", 2)]
    [InlineData("\"x\",\"y\"\n\"1\",0\n0,1\n0.5,1\n", 3)]
    [InlineData(",x\n0,1\n1,2\n", 2)]
    [InlineData("1e3,-.5\n+2,3\n", 2)]
    public void MarksQuotesAndLineEnds_AreRead(string content, int inputs)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("data.csv"), content);
        JsonObject json = CommandLine.Run("gram", "relu", "--inputs", folder.At("data.csv"), "--depth", "1", "--cw", "2", "--json").Succeeded().Json;
        Assert.Equal((inputs, 2), (Integer(json, "inputs"), Integer(json, "dimension")));
    }

    private static void AssertBadInput(string message, params string[] options)
    {
        CommandResult result = CommandLine.Run(["gram", "relu", .. options]);
        Assert.Equal(ExitCode.BadInput, result.Code);
        Assert.Empty(result.Output);
        Assert.Contains(message, result.Error.Split(Environment.NewLine)[0], StringComparison.Ordinal);
    }

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();

    private static int Integer(JsonNode node, string key) => node[key]!.GetValue<int>();

    private static double Number(JsonNode? node) => node!.GetValue<double>();

    private static double Entry(JsonNode json, string matrix, int a, int b) => Number(json[matrix]![a]![b]);

    /// <summary>The same network as text and as an activation with a depth: the same predictions, Bayesian and trained.</summary>
    [Fact]
    public void RegressionWithANetwork_IsThatOfThePlainOne()
    {
        using TemporaryFolder folder = new();
        string data = folder.At("data.csv"), test = folder.At("test.csv");
        File.WriteAllText(data, "x,u,y\n0.1,1,0.5\n0.7,-1,-0.2\n-0.4,0.3,1\n1.2,0.4,0\n");
        File.WriteAllText(test, "x,u,y\n0.3,0.2,0.4\n-1,0.5,0\n");
        string[] task = ["--data", data, "--targets", "y", "--predict", test, "--noise", "0.01", "--time", "1,infinity", "--cb", "0.1", "--cw", "1.7", "--json"];
        JsonObject plain = CommandLine.Run(["gram", "relu", "--depth", "3", .. task]).Succeeded().Json;
        JsonObject network = CommandLine.Run(["gram", "--network", "linear; relu; linear; relu; linear", .. task]).Succeeded().Json;
        foreach (string what in (string[])["bayesian", "trained"])
        {
            JsonNode[] Of(JsonObject json) => what == "bayesian" ? [json["predictions"]!["bayesian"]!] : [.. json["predictions"]!["trained"]!.AsArray().Select(t => t!)];
            foreach ((JsonNode expected, JsonNode actual) in Of(plain).Zip(Of(network)))
            {
                for (int i = 0; i < 2; i++)
                {
                    Assert.Equal(expected["mean"]![i]![0]!.GetValue<double>(), actual["mean"]![i]![0]!.GetValue<double>(), 1e-9);
                    Assert.Equal(expected["standardDeviation"]![i]!.GetValue<double>(), actual["standardDeviation"]![i]!.GetValue<double>(), 1e-7);
                }

                Assert.Equal(expected["rootMeanSquareError"]!.GetValue<double>(), actual["rootMeanSquareError"]!.GetValue<double>(), 1e-9);
            }
        }
    }

    [Fact]
    public void Pooling_SaysWhatItTakesBeforeItStarts()
    {
        CommandRun run = CommandRun.Of("gram", "--network", "input(4, 4); conv2d(3); relu; globalpool; linear", "--generate", "gaussian:3,16", "--cw", "2");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("Pooling needs all pairs of positions: 1176 covariances", run.Error, StringComparison.Ordinal);
        Assert.Contains("bounds of errors are not followed", run.Output, StringComparison.Ordinal);
    }
}

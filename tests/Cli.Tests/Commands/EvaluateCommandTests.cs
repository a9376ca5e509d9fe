using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class EvaluateCommandTests
{
    [Fact]
    public void Json_KeepsItsContract_AndHoldsTheValues()
    {
        JsonObject json = CommandLine.Run("evaluate", "relu", "--K", "0.5,2", "--cw", "2", "--json").Succeeded().Json;
        JsonContract.AssertEvaluate(json);
        JsonNode point = json["points"]![1]!;
        Assert.Equal((2.0, 1.0, 1.0, 1.0, 0.0, 6.0), (Number(point, "K"), Number(point, "g"), Number(point, "chiParallel"), Number(point, "chiPerp"), Number(point, "h"), Number(point, "m4")));
    }

    [Fact]
    public void Ranges_AreLogarithmic_AndListsKeepTheirOrder()
    {
        double[] k = Kernels("5,1e-2..1e2:5,1/3");
        Assert.Equal(7, k.Length);
        double[] expected = [5, 0.01, 0.1, 1, 10, 100, 1.0 / 3];
        Assert.All(k.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-12 * pair.Second));
        Assert.Equal((0.01, 100.0), (k[1], k[5]));
    }

    /// <summary>The ratio of the ends overflowed, and K was infinite.</summary>
    [Fact]
    public void Ranges_MayExceedTheRatioThatADoubleHolds()
    {
        double[] k = Kernels("1e-150..1e150:3", "linear");
        Assert.Equal(1, k[1], 1e-12);
    }

    [Theory]
    [InlineData("auto", "closed form")]
    [InlineData("closed", "closed form")]
    [InlineData("QUADRATURE", "quadrature")]
    public void Methods_AgreeAndAreNamed(string method, string name)
    {
        JsonNode point = CommandLine.Run("evaluate", "mrepu:2", "--K", "0.3", "--method", method, "--json").Succeeded().Json["points"]![0]!;
        Assert.Equal(name, point["method"]!.GetValue<string>());
        Assert.Equal(2.32160505957850, Number(point, "g"), 1e-13);
        Assert.InRange(Number(point, "relativeError"), 0, 1e-11);
    }

    /// <summary>An error of 0 was told of values that there are none of.</summary>
    [Theory]
    [InlineData("evaluate", "exp(z^4)", "--K", "0.01")]
    [InlineData("evaluate", "exp(exp(z))", "--K", "2")]
    [InlineData("kernel", "exp(z^4)", "--K", "0.01", "--rho", "0.5")]
    public void WhereNothingHasAValue_NothingHasAnErrorOrAMethod(params string[] command)
    {
        CommandResult json = CommandLine.Run([.. command, "--json"]);
        JsonNode point = json.Json["points"]![0]!;
        Assert.Equal((1, "none"), (json.Code, point["method"]!.GetValue<string>()));
        Assert.Null(point["relativeError"]);
        Assert.DoesNotContain("0.0E+00", CommandLine.Run(command).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void UndefinedQuantities_AreNullWithAReason_AndADashInTheTable()
    {
        JsonNode point = CommandLine.Run("evaluate", "perceptron", "--K", "1", "--json").Succeeded().Json["points"]![0]!;
        Assert.Null(point["chiPerp"]);
        Assert.Contains("jumps", point["undefined"]!["chiPerp"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("- : s jumps at z = 0", CommandLine.Run("evaluate", "perceptron", "--K", "1").Succeeded().Output, StringComparison.Ordinal);
    }

    /// <summary>g'' alone overflowed inside, and nothing was shown.</summary>
    [Fact]
    public void OneQuantityWithoutAValue_TakesNoneOfTheOthersWithIt()
    {
        JsonNode point = CommandLine.Run("evaluate", "exp(z^2/10)", "--K", "2", "--json").Succeeded().Json["points"]![0]!;
        Assert.Equal(1 / Math.Sqrt(0.2), Number(point, "g"), 1e-12);
        Assert.Null(point["m4"]);
        Assert.Equal("diverges", point["outcomes"]!["m4"]!.GetValue<string>());
        Assert.Contains("m4 diverges at K = 2", point["undefined"]!["m4"]!.GetValue<string>(), StringComparison.Ordinal);
        string text = CommandLine.Run("evaluate", "exp(z^2/10)", "--K", "0.1,2,3").Succeeded().Output;
        Assert.Contains("- : m4 diverges at K = 2", text, StringComparison.Ordinal);
        Assert.Contains("(and so at 1 more)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingToShow_IsAFailedRun_WithTheReasons()
    {
        CommandResult result = CommandLine.Run("evaluate", "exp(z^2)", "--K", "1");
        Assert.Equal(1, result.Code);
        Assert.Contains("diverges at K = 1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_AreWrittenAndNamed()
    {
        using TemporaryFolder folder = new();
        CommandResult result = CommandLine.Run("evaluate", "gelu", "--K", "0.1..10:5", "--out", folder.At("new")).Succeeded();
        Assert.Equal(["evaluate.csv", "evaluate.json", "expectations.png", "expectations.svg"], Directory.GetFiles(folder.At("new")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains($"Written to {folder.At("new")}: evaluate.json, evaluate.csv, expectations.png, expectations.svg", result.Output, StringComparison.Ordinal);
        Assert.Equal("K,mean,g,chiParallel,chiPerp,h,m4,g2", File.ReadLines(folder.At("new", "evaluate.csv")).First());
        Assert.Equal(6, File.ReadLines(folder.At("new", "evaluate.csv")).Count());
    }

    private static double[] Kernels(string text, string activation = "relu") =>
        [.. CommandLine.Run("evaluate", activation, "--K", text, "--json").Succeeded().Json["points"]!.AsArray().Select(p => Number(p!, "K"))];

    private static double Number(JsonNode node, string key) => node[key]!.GetValue<double>();
}

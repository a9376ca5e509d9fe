using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class ApproximateCommandTests
{
    [Fact]
    public void Network_MeetsTheTolerance_AndEqualsItsPolynomial()
    {
        JsonObject json = CommandLine.Run("approximate", "sin(3x)*exp(-x^2)", "--domain", "-1,1", "--tolerance", "1e-10", "--json").Succeeded().Json;
        Assert.InRange(json["maxError"]!.GetValue<double>(), 0, 1e-10);
        Assert.True(json["maxErrorC1"]!.GetValue<double>() >= json["maxError"]!.GetValue<double>());
        JsonContract.AssertPolynomial(json["network"]!, "bounded");
        Assert.Null(json["observedOrder"]);
    }

    [Theory]
    [InlineData("gelu", "x*Phi(x)")]
    [InlineData("mrepu:2", "x*max(0,x+1)^2")]
    public void TheNameOfAnActivationAlone_IsItsFunction(string name, string formula)
    {
        double[] errors = [.. new[] { name, formula }.Select(f => CommandLine.Run("approximate", f, "--degree", "8", "--json").Succeeded().Json["maxError"]!.GetValue<double>())];
        Assert.Equal(errors[1], errors[0], 1e-12);
    }

    [Theory]
    [InlineData("abs(x)^3", 3)]
    [InlineData("abs(x)^5", 5)]
    public void FinitelyDifferentiableFunctions_ConvergeLikeTheirOrder_AndTheirDerivativesOneLess(string function, int order)
    {
        JsonObject json = CommandLine.Run("approximate", function, "--degree", "24", "--json").Succeeded().Json;
        Assert.Equal(order, json["observedOrder"]!.GetValue<double>(), 0.3);
        Assert.Equal(order - 1, json["observedOrderC1"]!.GetValue<double>(), 0.3);
    }

    /// <summary>What is said to be reached or not agrees with the numbers that are printed.</summary>
    [Theory]
    [InlineData("abs(x-1/3)", "5e-3")]
    [InlineData("abs(x-1/3)", "3e-3")]
    [InlineData("abs(x)", "5e-3")]
    [InlineData("abs(x)^3", "1e-5")]
    [InlineData("1/(1+25x^2)", "1e-6")]
    [InlineData("1/(1+2500x^2)", "1e-2")]
    [InlineData("exp(x*y)", "1e-3")]
    [InlineData("sqrt(x+1)", "1e-2")]
    public void Tolerance_IsReached_OrTheErrorThatIsNamedExceedsIt(string function, string tolerance)
    {
        double wanted = double.Parse(tolerance, System.Globalization.CultureInfo.InvariantCulture);
        CommandRun run = CommandRun.Of("approximate", function, "--tolerance", tolerance, "--json");
        if (run.Code == 0)
        {
            Assert.InRange(JsonNode.Parse(run.Output)!["maxError"]!.GetValue<double>(), 0, wanted);
            return;
        }

        string named = run.Error.Split("is about ")[1].Split(';')[0];
        Assert.True(double.Parse(named, System.Globalization.CultureInfo.InvariantCulture) > wanted, run.Error);
    }

    /// <summary>The least degree: with one less the interpolant misses the tolerance.</summary>
    [Theory]
    [InlineData("exp(x)", "1e-6")]
    [InlineData("1/(1+25x^2)", "1e-3")]
    [InlineData("sin(3x)", "1e-9")]
    public void Degree_IsTheLeastThatMeetsTheTolerance(string function, string tolerance)
    {
        double wanted = double.Parse(tolerance, System.Globalization.CultureInfo.InvariantCulture);
        int degree = CommandLine.Run("approximate", function, "--tolerance", tolerance, "--json").Succeeded().Json["degrees"]![0]!.GetValue<int>();
        JsonObject less = CommandLine.Run("approximate", function, "--degree", $"{degree - 1}", "--json").Succeeded().Json;
        Assert.True(less["maxError"]!.GetValue<double>() > wanted);
    }

    [Fact]
    public void AnalyticFunctions_ConvergeGeometrically_WithTheRateOfTheirNearestPole()
    {
        JsonObject json = CommandLine.Run("approximate", "1/(1+25x^2)", "--degree", "20", "--json").Succeeded().Json;
        Assert.Null(json["observedOrder"]);
        Assert.Equal(0.8198, json["observedRate"]!.GetValue<double>(), 0.01);
        Assert.Contains("geometric, by a factor of 0.82 per degree", CommandLine.Run("approximate", "1/(1+25x^2)", "--degree", "20").Succeeded().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e308*x")]
    [InlineData("1e300*exp(x)")]
    [InlineData("1e-300*exp(x)")]
    public void ExtremeSizes_AreBuilt_OrRefusedInOneLine(string function)
    {
        CommandRun run = CommandRun.Of("approximate", function, "--p", "1", "--degree", "5");
        Assert.True(run.Code == 0 || (run.Code == 2 && run.Error.Trim().Split('\n').Length == 1), run.Error);
    }

    [Fact]
    public void Files_AreWritten()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("approximate", "exp(x)", "--degree", "3", "--out", folder.FullPath, "--json").Succeeded();
        Assert.Subset(
            Directory.GetFiles(folder.FullPath).Select(f => Path.GetFileName(f)).ToHashSet(),
            new HashSet<string> { "approximate.json", "convergence.csv", "convergence.png", "network.onnx", "network.json", "error.png" });
    }
}

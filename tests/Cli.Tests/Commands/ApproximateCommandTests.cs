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
    [InlineData("abs(x)^3", 3)]
    [InlineData("abs(x)^5", 5)]
    public void FinitelyDifferentiableFunctions_ConvergeLikeTheirOrder_AndTheirDerivativesOneLess(string function, int order)
    {
        JsonObject json = CommandLine.Run("approximate", function, "--degree", "24", "--json").Succeeded().Json;
        Assert.Equal(order, json["observedOrder"]!.GetValue<double>(), 0.3);
        Assert.Equal(order - 1, json["observedOrderC1"]!.GetValue<double>(), 0.3);
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

using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class KernelCommandTests
{
    [Fact]
    public void WithoutNumbers_TheFormulasAreShown()
    {
        string text = CommandLine.Run("kernel", "sin").Succeeded().Output;
        Assert.Contains("<s s> = exp(-K_a/2 - K_b/2)*sinh(c)", text, StringComparison.Ordinal);
        Assert.Contains("= exp(-K)*sinh(K)   for equal inputs", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ASinglePoint_KeepsTheContract()
    {
        JsonObject json = CommandLine.Run("kernel", "relu", "--K", "1", "--rho", "0.3", "--json").Succeeded().Json;
        JsonContract.AssertKernel(json);
        Assert.Equal(0.24137214191774381, json["ss"]!.GetValue<double>(), 1e-14);
        Assert.Equal(0.29849334201033914, json["dsds"]!.GetValue<double>(), 1e-14);
        Assert.Equal("closed form", json["method"]!.GetValue<string>());
    }

    /// <summary>A correlation of 0.999999999999 was printed as 1, beside the values of another one.</summary>
    [Theory]
    [InlineData("0.999999999999")]
    [InlineData("-0.9999999")]
    [InlineData("0.9999999999999999")]
    public void ACorrelationNearOne_IsShownWithItsDistance(string rho) =>
        Assert.Contains($" {rho} ", CommandLine.Run("kernel", "relu", "--rho", rho).Succeeded().Output, StringComparison.Ordinal);

    [Fact]
    public void Quadrature_IsIndependentAndNamed()
    {
        JsonObject json = CommandLine.Run("kernel", "tanh", "--K", "0.5,2", "--rho", "0.9", "--json").Succeeded().Json;
        JsonContract.AssertKernel(json);
        Assert.Equal("quadrature", json["method"]!.GetValue<string>());
        Assert.InRange(json["relativeError"]!.GetValue<double>(), 0, 1e-10);
    }

    [Fact]
    public void Ranges_GiveATableAFigureAndEqualEnds()
    {
        using TemporaryFolder folder = new();
        CommandResult result = CommandLine.Run("kernel", "mrepu:2", "--K", "0.5", "--rho", "-1..1:5", "--out", folder.At("new")).Succeeded();
        Assert.Equal(["kernel.csv", "kernel.json", "kernel.png", "kernel.svg"], Directory.GetFiles(folder.At("new")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(6, File.ReadLines(folder.At("new", "kernel.csv")).Count());
        Assert.Contains("closed form", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ForJumps_TheDerivativeIsUndefinedAtTheEnds()
    {
        JsonObject json = CommandLine.Run("kernel", "perceptron", "--rho", "1", "--json").Succeeded().Json;
        Assert.Null(json["dsds"]);
        Assert.Contains("jumps", json["undefined"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    /// <summary>One correlation at which an expectation diverges took those with it at which it exists.</summary>
    [Fact]
    public void ADivergentPoint_LeavesTheOthersTheirValues()
    {
        JsonArray points = CommandLine.Run("kernel", "exp(z^2/8)", "--K", "2.5", "--rho", "0,0.9", "--json").Succeeded().Json["points"]!.AsArray();
        Assert.Equal(1 / (1 - (2.5 / 4)), points[0]!["ss"]!.GetValue<double>(), 1e-12);
        Assert.Empty(points[0]!["outcomes"]!.AsObject());
        Assert.Null(points[1]!["ss"]);
        Assert.Contains("rho = 0.9 diverges", points[1]!["undefined"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["ss", "dsds"], points[1]!["outcomes"]!.AsObject().Select(o => o.Key));
    }

    [Fact]
    public void AClosedFormThatDoesNotExist_IsBadInput()
    {
        CommandResult result = CommandLine.Run("kernel", "tanh", "--K", "1", "--method", "closed");
        Assert.Equal(2, result.Code);
        Assert.Contains("there is no closed form of <s s>", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rho", "1.5", "--rho: rho is a correlation and must lie between -1 and 1, got 1.5")]
    [InlineData("--rho", "1..0", "must go from a smaller to a larger rho")]
    [InlineData("--K", "-1", "K_a must be a positive finite number, got -1")]
    public void BadInput_IsOneLine(string option, string value, string message)
    {
        CommandResult result = CommandLine.Run("kernel", "relu", option, value);
        Assert.Equal(2, result.Code);
        Assert.Contains(message, Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

/// <summary><c>theory evaluate --certified</c>.</summary>
public sealed class CertifiedCommandTests
{
    [Fact]
    public void Json_HoldsEnclosuresBesideTheContract()
    {
        JsonObject json = CommandLine.Run("evaluate", "tanh", "--K", "1", "--cw", "2", "--certified", "--json").Succeeded().Json;
        JsonContract.AssertEvaluate(json);
        JsonNode point = json["points"]![0]!;
        foreach (string key in (string[])["mean", "g", "chiParallel", "chiPerp", "h", "m4", "g2"])
        {
            JsonArray ends = point["certified"]![key]!.AsArray();
            (double lower, double upper) = (ends[0]!.GetValue<double>(), ends[1]!.GetValue<double>());
            Assert.InRange(point[key]!.GetValue<double>(), lower - 1e-12, upper + 1e-12);
            Assert.InRange(upper - lower, 0, 1e-9);
        }
    }

    [Fact]
    public void WhatIsNotEnclosed_IsNullWithAReason()
    {
        JsonNode point = CommandLine.Run("evaluate", "perceptron", "--K", "1", "--certified", "--json").Succeeded().Json["points"]![0]!;
        Assert.Null(point["certified"]!["chiPerp"]);
        Assert.Contains("jumps", point["certifiedReasons"]!["chiPerp"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.InRange(0.5, point["certified"]!["g"]![0]!.GetValue<double>(), point["certified"]!["g"]![1]!.GetValue<double>());
    }

    [Fact]
    public void Table_ShowsBothEnds()
    {
        string output = CommandLine.Run("evaluate", "relu", "--K", "2", "--certified", "--tolerance", "1e-12").Succeeded().Output;
        Assert.Contains("at least", output, StringComparison.Ordinal);
        Assert.Contains("chi_perp", output, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingEnclosed_IsAFailedRun() =>
        Assert.Equal(Application.RunFailed, CommandLine.Run("evaluate", "exp(z^4)", "--K", "1", "--certified").Code);

    [Fact]
    public void AToleranceAlone_IsRefused() =>
        Assert.Equal(Application.BadInput, CommandLine.Run("evaluate", "relu", "--tolerance", "1e-12").Code);
}

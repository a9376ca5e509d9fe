using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class PolynomialCommandTests
{
    [Fact]
    public void Json_KeepsItsContract()
    {
        JsonObject json = CommandLine.Run("polynomial", "3x^4*y - x*y^2 + 7", "--p", "2", "--domain", "-1,1", "--json").Succeeded().Json;
        JsonContract.AssertPolynomial(json, "bounded");
        Assert.Equal(2, json["hiddenLayers"]!.GetValue<int>());
        Assert.True(json["maxErrorDouble"]!.GetValue<double>() <= json["errorBoundDouble"]!.GetValue<double>());
        JsonContract.AssertPolynomial(CommandLine.Run("polynomial", "x^3 - x", "--p", "2", "--global", "--json").Succeeded().Json, "global");
    }

    [Fact]
    public void Shallow_OnAnInterval_NeedsAtMostPPlusOneUnits()
    {
        foreach (int p in Enumerable.Range(1, 5))
        {
            JsonObject json = CommandLine.Run("polynomial", $"x^{p + 1} - x/3 + 1/7", "--p", $"{p}", "--layers", "1", "--domain", "-2,3", "--json").Succeeded().Json;
            Assert.InRange(json["neurons"]!.GetValue<int>(), 1, p + 1);
            Assert.Equal(1, json["hiddenLayers"]!.GetValue<int>());
        }
    }

    [Fact]
    public void Files_AreWritten_AndTheSavedNetworkLoads()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("polynomial", "x^5 - x^2", "--out", folder.At("out"), "--save", folder.At("n.json"), "--onnx", folder.At("n.onnx"), "--csharp", folder.At("n.cs"), "--dot", folder.At("n.dot")).Succeeded();
        Assert.Equal(
            ["PolynomialNetwork.cs", "PolynomialNetworkModule.cs", "error.png", "error.svg", "network.dot", "network.json", "network.onnx", "network.png", "network.svg", "polynomial.json", "polynomial_network.py"],
            Directory.GetFiles(folder.At("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllText(folder.At("out", "network.json")), File.ReadAllText(folder.At("n.json")));
        JsonObject loaded = CommandLine.Run("polynomial", "--load", folder.At("n.json"), "--json").Succeeded().Json;
        JsonContract.AssertPolynomial(loaded, "bounded");
        Assert.Equal("x^5 - x^2", loaded["polynomial"]!.GetValue<string>());
    }

    [Fact]
    public void SavedNetwork_WithAChangedWeight_IsRefused()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("polynomial", "x*y", "--p", "1", "--save", folder.At("n.json")).Succeeded();
        JsonNode json = JsonNode.Parse(File.ReadAllText(folder.At("n.json")))!;
        json["layers"]![1]!["biases"]![0] = "1/3";
        File.WriteAllText(folder.At("n.json"), json.ToJsonString());
        CommandRun.Of("polynomial", "--load", folder.At("n.json")).AssertBadInput("the stored network is not its polynomial: it equals x*y + 1/3 instead");
    }

    /// <summary>A weight that one of the formats cannot hold is found before the first file is written.</summary>
    [Theory]
    [InlineData("--global")]
    [InlineData("--domain=-1,1")]
    public void WeightsBeyondDoubles_LeaveNothingHalfWritten(string where)
    {
        using TemporaryFolder folder = new();
        CommandRun.Of("polynomial", "1e400*x", where, "--out", folder.At("out"), "--save", folder.At("n.json")).AssertBadInput("does not fit into double precision");
        Assert.False(Directory.Exists(folder.At("out")));
        Assert.False(File.Exists(folder.At("n.json")));
        CommandLine.Run("polynomial", "1e400*x", where, "--save", folder.At("n.json")).Succeeded();
        CommandLine.Run("polynomial", "--load", folder.At("n.json")).Succeeded();
    }

    [Fact]
    public void LinksAreFollowed_AndDevicesAreWrittenTo_NeverReplaced()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "devices and links are those of Unix");
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("target.json"), "old");
        File.CreateSymbolicLink(folder.At("link.json"), folder.At("target.json"));
        CommandLine.Run("polynomial", "x*y", "--save", folder.At("link.json"), "--dot", "/dev/null", "--onnx", "/dev/null").Succeeded();
        Assert.NotNull(new FileInfo(folder.At("link.json")).LinkTarget);
        Assert.Contains("theory-polynomial-network", File.ReadAllText(folder.At("target.json")), StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo("/dev/null").Length);
        using FileStream device = File.OpenWrite("/dev/null");
        device.WriteByte(1);
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Fact]
    public void DeviceWithoutEnd_IsNotReadForEver()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "needs /dev/zero");
        CommandRun.Of("polynomial", "--load", "/dev/zero").AssertBadInput("is larger than 64 MiB");
    }

    [Fact]
    public void Text_NamesTheDomain() => Assert.Contains(
        "equals it for 0 <= x <= 1, -2 <= y <= 1/2: proven in exact arithmetic",
        CommandLine.Run("polynomial", "x*y", "--domain", "0,1,-2,0.5").Succeeded().Output, StringComparison.Ordinal);

    [Fact]
    public void UnknownVariables_AreNamed() => CommandRun.Of("polynomial", "q+1", "--variables", "x").AssertBadInput("unknown name 'q' at position 1");
}

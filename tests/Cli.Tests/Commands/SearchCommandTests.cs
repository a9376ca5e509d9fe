using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class SearchCommandTests
{
    [Fact]
    public void Front_HasABasinBeyondThatOfTheInflectedUnit_AndIsConfirmed()
    {
        using TemporaryFolder folder = new();
        JsonObject json = CommandLine.Run("search", "--out", folder.At("search"), "--json").Succeeded().Json;
        Assert.True(json["confirmed"]!.GetValue<bool>());
        Assert.Contains(json["front"]!.AsArray(), u => u!["basin"]!.GetValue<double>() > json["inflected"]!["basin"]!.GetValue<double>());
        Assert.True(File.Exists(Path.Combine(folder.At("search"), "front.png")));
    }

    [Theory]
    [InlineData("must be at least 4", "--smoothness", "2", "--degree", "3")]
    [InlineData("smoothness must be between", "--smoothness", "0")]
    [InlineData("K must be a positive", "--K", "0")]
    public void BadInput_IsNamed(string message, params string[] args) =>
        Assert.Contains(message, CommandLine.Run(["search", .. args]).Error, StringComparison.Ordinal);
}

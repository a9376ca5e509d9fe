using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class DesignCommandTests
{
    [Fact]
    public void Json_HasSolutionsWithTheirParameters()
    {
        JsonObject json = CommandLine.Run("design", "(w+z)*max(0,w+z+1)^2 - w*max(0,w+1)^2", "--want", "a1=0", "--json").Succeeded().Json;
        Assert.Equal("w", Assert.Single(json["parameters"]!.AsArray())!.GetValue<string>());
        Assert.Equal([-0.8775, -0.4558], json["solutions"]!.AsArray().Select(s => s!["parameters"]!["w"]!.GetValue<double>()), (a, b) => Math.Abs(a - b) < 5e-5);
        Assert.Empty(json["intervals"]!.AsArray());
    }

    [Fact]
    public void Json_HasIntervals_WithNullForNoEnd()
    {
        JsonNode interval = Assert.Single(
            CommandLine.Run("design", "tanh(a*z)", "--want", "stable", "--json").Succeeded().Json["intervals"]!.AsArray(), i => i!["to"] is null)!;
        Assert.Equal(0, interval["from"]!.GetValue<double>());
    }

    [Theory]
    [InlineData("-0.877485177345 <= w <= -0.455848155989", "mrepu(2,-1,w)", "--want", "stable")]
    [InlineData("no member has it", "tanh(a*z)", "--want", "a1=1")]
    [InlineData("c = 0.166666666667", "sin(z) + c*z^3", "--want", "a1=0")]
    public void Text_SaysWhichMembers(string message, params string[] args) =>
        Assert.Contains(message, CommandLine.Run(["design", .. args]).Succeeded().Output, StringComparison.Ordinal);
}

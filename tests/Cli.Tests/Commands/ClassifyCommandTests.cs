using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public class ClassifyCommandTests
{
    [Theory]
    [InlineData("relu", "scale-invariant")]
    [InlineData("tanh", "K*=0")]
    [InlineData("gelu", "half-stable")]
    [InlineData("softplus", "none")]
    public void Json_FollowsTheContract(string activation, string expected)
    {
        JsonNode json = CommandRun.Of("classify", activation, "--json").Json;

        Assert.Equal(activation, (string?)json["activation"]);
        Assert.Equal(expected, (string?)json["class"]);
        Assert.NotEmpty((string)json["reason"]!);
        Assert.True(json.AsObject().ContainsKey("a1") && json.AsObject().ContainsKey("b1"));
        foreach (JsonNode? point in json["criticalPoints"]!.AsArray())
        {
            Assert.True((double)point!["cw"]! > 0);
            Assert.True((double)point["cb"]! >= 0);
            Assert.Contains((string)point["stability"]!, (string[])["stable", "unstable", "half-stable", "marginal"]);
        }
    }

    [Theory]
    [InlineData("gelu", true)]
    [InlineData("softplus", false)]
    public void Json_SaysWhatWasSearched(string activation, bool proven)
    {
        JsonNode json = CommandRun.Of("classify", activation, "--json").Json;

        Assert.Equal(proven, (bool)json["proven"]!);
        Assert.Equal(proven, json["searched"]!["to"] is null);
    }

    [Fact]
    public void Json_OfTanh_HasItsNumbers()
    {
        JsonNode json = CommandRun.Of("classify", "tanh", "--json").Json;

        Assert.Equal(-2, (double)json["a1"]!);
        Assert.Equal(-2, (double)json["b1"]!);
        Assert.Equal(0, (double)json["criticalPoints"]![0]!["K"]!);
        Assert.Equal(1, (double)json["criticalPoints"]![0]!["cw"]!);
    }

    [Fact]
    public void Text_OfGelu_ShowsTheExactCriticalKernel() =>
        Assert.Contains("3/2 + sqrt(17)/2 = 3.561552813", CommandRun.Of("classify", "gelu").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("log(z)", "not a real number")]
    [InlineData("gleu", "did you mean 'gelu'?")]
    [InlineData("z+", "")]
    public void BadInput_IsOneLineAndExitCode2(string activation, string message) => CommandRun.Of("classify", activation).AssertBadInput(message);

    [Fact]
    public void MissingActivation_IsOneLineAndExitCode2() => CommandRun.Of("classify").AssertBadInput("theory classify --help");

    [Fact]
    public void Help_ShowsExamples() => Assert.Contains("theory classify gelu", CommandRun.Of("classify", "--help").Output, StringComparison.Ordinal);

    [Fact]
    public void Output_IsTheSameEveryTime() => Assert.Equal(CommandRun.Of("classify", "swish").Output, CommandRun.Of("classify", "swish").Output);
}

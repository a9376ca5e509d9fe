using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public class SeriesCommandTests
{
    [Fact]
    public void Text_OfTanh_ShowsSeriesWithBigO()
    {
        string text = CommandRun.Of("series", "tanh", "--order", "3").Output;

        Assert.Contains("g        = K - 2*K^2 + 17*K^3/3 + O(K^4)", text, StringComparison.Ordinal);
        Assert.Contains("asymptotic", text, StringComparison.Ordinal);
        Assert.Contains("a1 = -2, b1 = -2", text, StringComparison.Ordinal);
        Assert.Contains("chi_perp ~ 0.5319230405/sqrt(K)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HasTermsAndConvergence()
    {
        JsonNode g = CommandRun.Of("series", "sin(z)", "--order", "2", "--json").Json["quantities"]!["g"]!;

        Assert.Equal("converges", (string?)g["convergence"]);
        Assert.Equal(3, (double)g["bigO"]!);
        Assert.Equal([(1, 1), (2, -1)], g["terms"]!.AsArray().Select(t => ((double)t!["power"]!, (double)t["coefficient"]!)));
        Assert.Equal(2.0 / 3, (double)g["firstNeglected"]!["coefficient"]!, 1e-15);
    }

    [Fact]
    public void Json_OfStep_HasNoChiPerp()
    {
        JsonNode json = CommandRun.Of("series", "perceptron", "--json").Json;

        Assert.Null(json["quantities"]!["chiPerp"]);
        Assert.NotNull(json["undefined"]);
    }

    [Theory]
    [InlineData("log(z)", "4", "no small-K series")]
    [InlineData("tanh", "61", "from 0 to 60")]
    [InlineData("tanh", "-1", "from 0 to 60")]
    [InlineData("tanh", "many", "--order")]
    [InlineData("nothing_known", "4", "unknown activation")]
    public void BadInput_IsOneLineAndExitCode2(string activation, string order, string message) =>
        CommandRun.Of("series", activation, "--order", order).AssertBadInput(message);

    [Fact]
    public void Help_ShowsExamples() => Assert.Contains("theory series tanh --order 6", CommandRun.Of("series", "--help").Output, StringComparison.Ordinal);
}

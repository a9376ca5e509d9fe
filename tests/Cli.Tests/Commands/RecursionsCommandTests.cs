using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public class RecursionsCommandTests
{
    [Fact]
    public void Abstract_ListsEveryRecursionAndWhatItsSymbolsMean()
    {
        string text = CommandRun.Of("recursions").Output;
        Assert.Contains("K(l+1) = C_W*g + C_b,   K(1) = C_W*|x|^2/n_0 + C_b", text, StringComparison.Ordinal);
        Assert.Contains("V(l+1) = V*n_l*chi_par^2/n_{l-1} - C_W^2*(g^2 - m4),   V(1) = 0", text, StringComparison.Ordinal);
        Assert.Contains("chi_perp        C_W <s'(z)^2>_K", text, StringComparison.Ordinal);
        Assert.Contains("V_(12)(34)(l+1)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OfAnActivation_ShowsThoseOfASingleInput()
    {
        string text = CommandRun.Of("recursions", "relu").Output;
        Assert.Contains("V(l+1) = 5*C_W^2*K^2/4 + V*n_l*C_W^2/(4*n_{l-1})", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<s1 s2>", text, StringComparison.Ordinal);
        Assert.Contains("left abstract", CommandRun.Of("recursions", "relu", "--only", "vertexSeveralInputs").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HasEveryLanguageAndSteps()
    {
        JsonArray recursions = CommandRun.Of("recursions", "gelu", "--only", "metric,vertex", "--explain", "--json").Json["recursions"]!.AsArray();
        Assert.Equal(["metric", "vertex"], recursions.Select(r => (string?)r!["key"]));
        Assert.Equal("G1(1) = 0", (string?)recursions[0]!["initial"]!["text"]);
        Assert.StartsWith("-n_l*", (string?)recursions[0]!["python"], StringComparison.Ordinal);
        Assert.Contains("m4 has no closed form", (string?)recursions[1]!["notes"]![0], StringComparison.Ordinal);
        Assert.Equal((string?)recursions[0]!["left"] + " = " + recursions[0]!["text"], (string?)recursions[0]!["steps"]!.AsArray()[^1]!["equations"]![0]!["text"]);
    }

    [Fact]
    public void Explain_InLatex_EscapesTheSentences()
    {
        string text = CommandRun.Of("recursions", "--only", "metric", "--explain", "--format", "latex").Output;
        Assert.Contains(@"E[x] = G1(l)/n\_\{l-1\}", text, StringComparison.Ordinal);
        Assert.Contains(@"\[ G_1^{(\ell+1)} = ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("did you mean 'vertex'", "recursions", "--only", "vertx")]
    [InlineData("unknown activation", "recursions", "reluu2")]
    [InlineData("has no Phi", "recursions", "mrepu:2", "--format", "angourimath")]
    public void BadInput_IsOneLineAndExitCode2(string message, params string[] args) => CommandRun.Of(args).AssertBadInput(message);
}

using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public class CorrelatorsCommandTests
{
    [Theory]
    [InlineData("E[z1 z1 z2 z2] = G_11*G_22 + 2*G_12^2", "1,1,2,2")]
    [InlineData("E[z(1) z(1) z(2) z(2)] = G^2 + V/n", "--neurons", "1,1,2,2", "--order", "1")]
    [InlineData("E[z1 z2]_conn = E[z1 z2] - E[z1]*E[z2]", "1,2", "--from", "moments")]
    [InlineData("E[z1 z2] = E[z1]_conn*E[z2]_conn + E[z1 z2]_conn", "1,2", "--from", "connected")]
    [InlineData("E[z1 z2] = E[z1 z2]_conn", "1,2", "--from", "connected", "--even")]
    [InlineData("E[z1 z1 z1 z1]_conn = 3*V_(11)(11)/n", "1,1,1,1", "--connected")]
    [InlineData("E[z1 z2 z3] = 0", "1,2,3")]
    public void FirstLine_IsTheFormula(string expected, params string[] args) =>
        Assert.Equal(expected, CommandRun.Of(["correlators", .. args]).Output.Split(Environment.NewLine)[0]);

    [Fact]
    public void Values_ArePutInExactly()
    {
        JsonNode json = CommandRun.Of("correlators", "1,1,2,2", "--with", "G_11=1/3,G_12=sqrt(2),G_22=1", "--json").Json;
        Assert.Equal("13/3", (string?)json["valueExact"]);
        Assert.Equal(13.0 / 3, (double)json["value"]!, 1e-15);
        Assert.Equal(2, (int)json["terms"]!);
        Assert.Equal("G_11*G_22 + 2*G_12**2", (string?)json["python"]);
    }

    [Fact]
    public void SymbolsWithoutValue_Remain()
    {
        JsonNode json = CommandRun.Of("correlators", "--neurons", "1,1,2,2", "--order", "1", "--with", "n=100", "--json").Json;
        Assert.Equal("G^2 + V/100", (string?)json["valueExact"]);
        Assert.Null(json["value"]);
    }

    [Fact]
    public void Latex_IsAnEquation() => Assert.Contains(
        @"\[ \mathbb{E}[z_{i;1} z_{i;1} z_{j;2} z_{j;2}]_{\mathrm{conn}} = ",
        CommandRun.Of("correlators", "1,1,2,2", "--neurons", "i,i,j,j", "--connected", "--format", "latex").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("a correlator needs indices")]
    [InlineData("is not an index", "1,,2")]
    [InlineData("4 inputs but 2 neurons", "1,1,2,2", "--neurons", "1,2")]
    [InlineData("--order must be at least 0", "1,1", "--order", "-1")]
    [InlineData("leave out --connected", "1,1", "--from", "connected", "--connected")]
    [InlineData("use at most 10", "1,2,3,4,5,6,7,8,9,10,11", "--from", "moments")]
    [InlineData("more than 50000 pairings", "1,2,3,4,5,6,7,8,9,10,11,12,13,14")]
    [InlineData("at infinite width only; use order 0", "--neurons", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", "--order", "1")]
    [InlineData("--with: the formula has no 'G_13'; it has G_12", "1,2", "--with", "G_13=1")]
    [InlineData("--with: 'x' is not an assignment", "1,2", "--with", "x")]
    [InlineData("is not a number", "1,2", "--with", "G_12=abc")]
    public void BadInput_IsOneLineAndExitCode2(string message, params string[] args) => CommandRun.Of(["correlators", .. args]).AssertBadInput(message);
}

using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class DeriveCommandTests
{
    [Fact]
    public void Text_ShowsDefinitionPiecesAndFormulas()
    {
        CommandResult result = CommandLine.Run("derive", "mrepu:2").Succeeded();
        Assert.StartsWith("mrepu:2: s(z) = z*max(0, z + 1)^2" + Environment.NewLine, result.Output, StringComparison.Ordinal);
        Assert.Contains("g        = (15*K^3 + 18*K^2 + K)*Phi(1/sqrt(K)) + sqrt(K)*(17*K^2 + K)*phi(1/sqrt(K))", result.Output, StringComparison.Ordinal);
        Assert.Contains("z < -1 ", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void Latex_ShowsCommands() =>
        Assert.Contains(@"\chi_\parallel(K) = \frac{1}{2}", CommandLine.Run("derive", "relu", "--format", "latex").Succeeded().Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("relu")]
    [InlineData("mrepu:3")]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("perceptron")]
    [InlineData("piecewise(z<0, exp(z)-1, z)")]
    public void Json_KeepsItsContract(string activation) => JsonContract.AssertDerive(CommandLine.Run("derive", activation, "--json").Succeeded().Json);

    [Fact]
    public void Pieces_HaveExactEnds()
    {
        JsonArray pieces = CommandLine.Run("derive", "max(0, z-1/3) + max(0, z-sqrt(2))", "--json").Succeeded().Json["pieces"]!.AsArray();
        Assert.Equal([null, "1/3", "sqrt(2)"], pieces.Select(p => p!["fromExact"]?.GetValue<string>()));
        Assert.Equal(1.0 / 3, pieces[0]!["to"]!.GetValue<double>());
        Assert.Null(pieces[2]!["to"]);
    }

    [Fact]
    public void MissingClosedForms_SayWhy()
    {
        JsonNode g = CommandLine.Run("derive", "tanh", "--json").Succeeded().Json["quantities"]!["g"]!;
        Assert.False(g["closedForm"]!.GetValue<bool>());
        Assert.Contains("tanh(z)", g["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("no closed form [1]", CommandLine.Run("derive", "tanh").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void QuantitiesThatDoNotExist_AreToldFromThoseWithoutFormula()
    {
        JsonNode chi = CommandLine.Run("derive", "perceptron", "--json").Succeeded().Json["quantities"]!["chiPerp"]!;
        Assert.False(chi["defined"]!.GetValue<bool>());
        Assert.Contains("undefined [1]", CommandLine.Run("derive", "perceptron").Succeeded().Output, StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;
using Theory.Cli.Tests.Experiments;
using Theory.Expectations;

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

    /// <summary>Prose for people stood between the formulas.</summary>
    [Theory]
    [InlineData("derive", "gelu")]
    [InlineData("derive", "exp(z^2/8)")]
    [InlineData("kernel", "relu")]
    [InlineData("kernel", "tanh")]
    public void FormulaLanguages_AreAlone(string command, string activation)
    {
        string[] Lines(string format) => CommandLine.Run(command, activation, "--format", format).Succeeded().Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.All(Lines("latex"), line => Assert.Matches(@"^(%|\\\[ .* \\\]$)", line));
        Assert.All(Lines("angourimath"), line => Assert.Matches("^(//.*|[a-zA-Z]+(_[a-zA-Z0-9]+)? = [^=]+)$", line));
        Assert.All(Lines("mathml"), line => Assert.Matches("^(<!-- .* -->|<math.*</math>)$", line));
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("mrepu:3")]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("perceptron")]
    [InlineData("piecewise(z<0, exp(z)-1, z)")]
    public void Json_KeepsItsContract(string activation) => JsonContract.AssertDerive(CommandLine.Run("derive", activation, "--json").Succeeded().Json);

    /// <summary>They were refused: "the breakpoint c is not a real number".</summary>
    [Fact]
    public void FamiliesWhoseKinksMove_HaveFormulasForEachRange()
    {
        string text = CommandLine.Run("derive", "hard_tanh(-c, c)").Succeeded().Output;
        Assert.Contains("c < 0", text, StringComparison.Ordinal);
        Assert.Contains("chi_perp = 1 - 2*Phi(-c/sqrt(K))", text, StringComparison.Ordinal);
        Assert.Contains("def g(K, c):", CommandLine.Run("derive", "mrepu(2,c)", "--format", "python").Succeeded().Output, StringComparison.Ordinal);
        CommandRun.Of("derive", "hard_tanh(-c, c)", "--format", "python").AssertBadInput("give c a number");
        CommandRun.Of("derive", "max(0, z^2 - c)").AssertBadInput("no linear equation in z");
    }

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

    /// <summary>It used to print everything, whatever was asked for.</summary>
    [Theory]
    [InlineData("derive")]
    [InlineData("evaluate")]
    public void UnknownQuantities_AreRefused(string command)
    {
        string error = CommandLine.Run(command, "relu", "--quantity", "banana").Error;
        Assert.Contains("unknown quantity 'banana'", error, StringComparison.Ordinal);
        Assert.Contains("s2_ds2", error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'chiPerp'?", CommandLine.Run(command, "relu", "--quantity", "g,chiprep").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("latex")]
    [InlineData("mathml")]
    [InlineData("csharp")]
    [InlineData("python")]
    [InlineData("sympy")]
    [InlineData("mathematica")]
    public void EveryKnownQuantity_IsWrittenInEveryFormat(string format)
    {
        string all = CommandLine.Run("derive", "exp(z/2)", "--format", format, "--quantity", string.Join(',', Quantity.Known.Select(q => q.Key))).Succeeded().Output;
        string usual = CommandLine.Run("derive", "exp(z/2)", "--format", format).Succeeded().Output;
        Assert.True(all.Length > usual.Length);
        string one = CommandLine.Run("derive", "exp(z/2)", "--format", format, "--quantity", "s2_ds2").Succeeded().Output;
        Assert.True(one.Length < usual.Length);
        Assert.DoesNotContain("no closed form", all, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantities_AreThoseAskedFor()
    {
        JsonObject derived = CommandLine.Run("derive", "relu", "--quantity", "m6,s2_ds2", "--quantity", "g", "--json").Succeeded().Json["quantities"]!.AsObject();
        Assert.Equal(["m6", "s2_ds2", "g"], derived.Select(q => q.Key));
        Assert.Equal("15*K^3/2", derived["m6"]!["text"]!.GetValue<string>());
        JsonNode point = CommandLine.Run("evaluate", "relu", "--quantity", "s2_ds2,ds4", "--K", "2", "--json").Succeeded().Json["points"]![0]!;
        Assert.Equal(1, point["s2_ds2"]!.GetValue<double>(), 1e-14);
        Assert.Equal(0.5, point["ds4"]!.GetValue<double>(), 1e-14);
        Assert.Null(point["g"]);
    }

    /// <summary>The table of the documentation names every quantity that the options take.</summary>
    [Fact]
    public void Documentation_ListsEveryKey() =>
        Assert.Equal(
            Quantity.Known.Select(q => q.Key),
            File.ReadLines(Repository.File("docs", "closed-forms.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal) && l.EndsWith("` |", StringComparison.Ordinal)).Select(l => l.Split('`')[^2]));
}

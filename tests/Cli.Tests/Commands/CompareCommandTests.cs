using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Commands;

public sealed class CompareCommandTests
{
    [Theory]
    [InlineData("relu")]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("exponential")]
    public void Gains_OfTheDocument_AreThoseThatAreComputed(string activation)
    {
        string[] documented = File.ReadAllLines(Repository.File("docs/gains.md"));
        string[] computed = [.. CommandLine.Run("compare", activation, "--markdown", "--depth", "10").Succeeded().Output.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal))];
        string[] rows = [.. documented.Where(l => l.StartsWith($"| `{activation}` ", StringComparison.Ordinal))];
        Assert.Equal(computed.Length, rows.Length);
        foreach ((string row, string line) in rows.Zip(computed))
        {
            foreach ((string written, string found) in row.Split('|').Zip(line.Split('|')))
            {
                if (double.TryParse(written, CultureInfo.InvariantCulture, out double value))
                {
                    Assert.Equal(value, double.Parse(found, CultureInfo.InvariantCulture), 1e-12 * Math.Abs(value));
                }
                else
                {
                    Assert.Equal(written, found);
                }
            }
        }
    }

    [Fact]
    public void Families_AreComparedOverTheirParameter()
    {
        using TemporaryFolder folder = new();
        JsonObject json = CommandLine.Run("compare", "tanh(a*z)", "--values", "0.5,2", "--depth", "3", "--json", "--out", folder.FullPath).Succeeded().Json;
        Assert.Equal([-0.5, -8], json["activations"]!.AsArray().Select(a => a!["a1"]!.GetValue<double>()), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Contains("family.png", Directory.GetFiles(folder.FullPath).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("--values are those of the parameter of one family", "relu", "--values", "1,2")]
    [InlineData("has the free parameter b; give its values", "swish(b)")]
    [InlineData("unknown activation", "relu", "nothing_known")]
    public void UnusableOptions_AreErrors(string message, params string[] args) => CommandRun.Of(["compare", .. args]).AssertBadInput(message);
}

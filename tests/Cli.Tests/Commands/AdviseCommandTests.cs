using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class AdviseCommandTests
{
    [Theory]
    [InlineData("gelu", 24)]
    [InlineData("relu", 2)]
    [InlineData("sigmoid", 8)]
    public void Json_HasOneEntryForEachWeightLayer_AndWhatWillHappen(string activation, int depth)
    {
        JsonObject json = CommandLine.Run("advise", activation, "--width", "768", "--depth", $"{depth}", "--json").Succeeded().Json;
        JsonContract.AssertAdvise(json, depth);
        Assert.Equal((activation, 768, depth), (json["activation"]!.GetValue<string>(), json["width"]!.GetValue<int>(), json["depth"]!.GetValue<int>()));

        // Standard deviations are those of C_W and C_b at the fan-in.
        foreach (JsonNode? layer in json["layers"]!.AsArray())
        {
            Assert.Equal(layer!["cw"]!.GetValue<double>(), Math.Pow(layer["std"]!.GetValue<double>(), 2) * layer["fanIn"]!.GetValue<int>(), 1e-12);
            Assert.Equal(layer["cb"]!.GetValue<double>(), Math.Pow(layer["biasStd"]!.GetValue<double>(), 2), 1e-12);
        }
    }

    /// <summary>Width 1 was good without a reservation.</summary>
    [Fact]
    public void NarrowNetworks_AreNotGoodWithoutReservation()
    {
        Assert.Contains("good (ordered), but narrow", CommandLine.Run("advise", "gelu", "--width", "1", "--depth", "3").Succeeded().Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("narrow", CommandLine.Run("advise", "relu", "--width", "512", "--depth", "3").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_HasEightyColumns_AndFitsAScreen()
    {
        string[] lines = CommandLine.Run("advise", "gelu", "--width", "768", "--depth", "24").Succeeded().Output.Split(Environment.NewLine);
        Assert.All(lines.Where(l => !l.StartsWith("  theory ", StringComparison.Ordinal)), l => Assert.True(l.Length <= 80, l));
        Assert.InRange(lines.Length, 30, 80);
        Assert.All(["What to set", "What will happen", "Why, and how far it holds", "What else", "More"], part => Assert.Contains(lines, l => l.StartsWith(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void Inputs_GiveScale_Correlation_AndWidth()
    {
        using TemporaryFolder folder = new();
        string path = folder.At("data.csv");
        Directory.CreateDirectory(folder.FullPath);
        File.WriteAllText(path, "a,b,c\n3,0,0\n0,3,0\n0,3,3\n");
        JsonObject json = CommandLine.Run("advise", "tanh", "--depth", "4", "--inputs", path, "--json").Succeeded().Json;
        Assert.Equal(4, json["inputScale"]!.GetValue<double>(), 1e-12);
        Assert.Equal(Math.Sqrt(0.5) / 3, json["inputCorrelation"]!.GetValue<double>(), 1e-12);
        Assert.Equal(3, json["layers"]![0]!["fanIn"]!.GetValue<int>());

        // A bias is the weight of a fourth component, as large as these.
        (double cb, double cw) = (json["layers"]![0]!["cb"]!.GetValue<double>(), json["layers"]![0]!["cw"]!.GetValue<double>());
        Assert.Equal(4 * cw / 3, cb, 1e-12);
        Assert.Equal(cb + (4 * cw), json["kernel"]!.GetValue<double>(), 1e-12);
    }

    [Fact]
    public void Models_AreSampled_AndAgree()
    {
        CommandResult run = CommandLine.Run("advise", "tanh", "--depth", "4", "--width", "128", "--models", "2000").Succeeded();
        Assert.Contains("2000 sampled networks: CONFIRMED", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_AreWritten()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("advise", "relu", "--depth", "5", "--out", folder.FullPath).Succeeded();
        Assert.Equal(
            ["advice.json", "kernel.png", "kernel.svg", "layers.csv", "phase.png", "phase.svg"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("give either --inputs or --input-scale", "--inputs", "x.csv", "--input-scale", "1")]
    [InlineData("there is no file 'x.csv'", "--inputs", "x.csv")]
    [InlineData("models is 1", "--models", "1")]
    [InlineData("the number of outputs must be at least 1", "--output-width", "0")]
    [InlineData("the width must be at least 1", "--width", "0")]
    public void UnusableOptions_AreErrors(string message, params string[] args) => CommandRun.Of(["advise", "tanh", .. args]).AssertBadInput(message);
}

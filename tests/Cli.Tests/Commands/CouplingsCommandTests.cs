using System.Text.Json.Nodes;
using Theory.Cli.Output;

namespace Theory.Cli.Tests.Commands;

public sealed class CouplingsCommandTests
{
    [Fact]
    public void Formulas_AreShownWithoutAnActivation()
    {
        string text = CommandRun.Of("couplings").Output;
        Assert.Contains("  g = 1/G + V*(m + 2)/(2*G^3*n)", text, StringComparison.Ordinal);
        Assert.Contains("  v = V/(G^4*n)", text, StringComparison.Ordinal);
        Assert.Contains("  g^{ab} = G^{ab} + G^{ac} G^{bd} G^{ef}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 18)]
    [InlineData(3, 54)]
    public void Json_HasAFormulaForEveryComponent(int inputs, int count)
    {
        JsonNode json = CommandRun.Of("couplings", "--input-count", $"{inputs}", "--explain", "--json").Json;
        Assert.Equal(count, json["formulas"]!.AsArray().Count);
        Assert.NotEmpty(json["steps"]!.AsArray());
    }

    [Fact]
    public void Numbers_OfReLU_AreKnown()
    {
        JsonNode json = CommandRun.Of("couplings", "relu", "--k1", "1", "--cw", "2", "--width", "100", "--depth", "3", "--neurons", "2", "--json").Json;
        JsonNode last = json["layers"]![2]!;
        Assert.Equal(0.1, (double)last["v"]!, 1e-15);
        Assert.Equal(1.2, (double)last["g"]!, 1e-15);
        Assert.Equal((2, 3), ((int)json["neurons"]!, (int)json["depth"]!));
    }

    [Fact]
    public void LargeCorrections_AreFlagged()
    {
        string[] args = ["couplings", "relu", "--k1", "1", "--cw", "2", "--depth", "3", "--width"];
        Assert.Contains("From layer 3 on g G - 1 exceeds 0.3", CommandRun.Of([.. args, "40"]).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("exceeds", CommandRun.Of([.. args, "1000"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_AreWritten()
    {
        using TemporaryFolder folder = new();
        CommandRun run = CommandRun.Of("couplings", "tanh", "--depth", "4", "--out", folder.FullPath);
        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Equal(
            ["couplings.csv", "couplings.json", "quadratic.png", "quadratic.svg", "quartic.png", "quartic.svg"],
            Directory.GetFiles(folder.FullPath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(5, File.ReadLines(folder.At("couplings.csv")).Count());
    }

    /// <summary>From metric to couplings and, with the couplings in a file, back.</summary>
    [Fact]
    public void File_WithSeveralInputs_GivesTensors_ThereAndBack()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("layer.json"), """{"metric": [[1, 0.5], [0.5, 2]], "vertex": {"1111": 3, "(11)(22)": 1, "1212": 2, "2222": 4}, "width": 100000, "neurons": 3}""");
        JsonNode couplings = CommandRun.Of("couplings", "--file", folder.At("layer.json"), "--json").Json;
        Assert.Equal((2, 3), ((int)couplings["inputs"]!, (int)couplings["neurons"]!));

        JsonObject back = new()
        {
            ["quadratic"] = couplings["quadratic"]!.DeepClone(),
            ["quartic"] = couplings["quartic"]!.DeepClone(),
            ["width"] = 100000,
            ["neurons"] = 3,
        };
        File.WriteAllText(folder.At("back.json"), back.ToJsonString());
        JsonNode metric = CommandRun.Of("couplings", "--file", folder.At("back.json"), "--json").Json;
        Assert.Equal(0.5, (double)metric["metric"]![0]![1]!, 1e-7);
        Assert.Equal(2, (double)metric["vertex"]![0]![1]![1]![0]!, 1e-3);
        Assert.Contains("(1 2) (1 2)", CommandRun.Of("couplings", "--file", folder.At("back.json")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is not JSON", "{")]
    [InlineData("it is not an object", "[1]")]
    [InlineData("neither metric and vertex", "{}")]
    [InlineData("vertex is missing", """{"metric": [[1]]}""")]
    [InlineData("width is missing", """{"metric": [[1]], "vertex": {"1111": 1}}""")]
    [InlineData("must have 2 rows of 2", """{"metric": [[1], [2]], "vertex": {}, "width": 3}""")]
    [InlineData("does not name four inputs", """{"metric": [[1]], "vertex": {"1122": 1}, "width": 3}""")]
    [InlineData("must hold 1 x 1", """{"metric": [[1]], "vertex": [1], "width": 3}""")]
    [InlineData("a value is not a number", """{"metric": [["a"]], "vertex": {"1111": 1}, "width": 3}""")]
    [InlineData("a value is not a number", """{"metric": [[1]], "vertex": {"1111": null}, "width": 3}""")]
    [InlineData("positive definite", """{"metric": [[-1]], "vertex": {"1111": 1}, "width": 3}""")]
    [InlineData("width must be a positive", """{"metric": [[1]], "vertex": {"1111": 1}, "width": -3}""")]
    [InlineData("neurons is not an integer", """{"metric": [[1]], "vertex": {"1111": 1}, "width": 3, "neurons": 1.5}""")]
    [InlineData("neurons must be at least 1", """{"metric": [[1]], "vertex": {"1111": 1}, "width": 3, "neurons": 0}""")]
    [InlineData("a name in it occurs twice", """{"metric": [[1]], "metric": [[1]], "vertex": {"1111": 1}, "width": 3}""")]
    [InlineData("not valid Unicode", """{"metric": [[1]], "vertex": {"\ud800": 1}, "width": 3}""")]
    [InlineData("a value is not a number", """{"metric": [[1]], "vertex": {"1111": 1}, "width": "wide"}""")]
    [InlineData("'1121' in vertex contradicts '1112'", """{"metric": [[1, 0], [0, 1]], "vertex": {"1111": 3, "1112": 1, "1121": 2, "2222": 3}, "width": 30}""")]
    public void BadFile_IsOneLineAndExitCode2(string message, string content)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("layer.json"), content);
        CommandRun.Of("couplings", "--file", folder.At("layer.json")).AssertBadInput(message);
    }

    [Theory]
    [InlineData("there is no file 'no-such-file.json'", "--file", "no-such-file.json")]
    [InlineData("--inputs must be between 1 and 3", "--inputs", "4")]
    [InlineData("--k1 needs an activation", "--k1", "1")]
    [InlineData("--out needs an activation", "--out", "somewhere")]
    [InlineData("use one of them", "relu", "--file", "x.json")]
    [InlineData("neurons must be at least 1", "relu", "--neurons", "0")]
    public void BadInput_IsOneLineAndExitCode2(string message, params string[] args) => CommandRun.Of(["couplings", .. args]).AssertBadInput(message);

    [Fact]
    public void WhereTheExpansionFails_TheLayersReachedAreShown_AndTheReason()
    {
        CommandRun run = CommandRun.Of("couplings", "tanh", "--k1", "1", "--cw", "1", "--width", "1", "--depth", "8");
        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("K(1) = 1", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("theory: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("larger width or a smaller depth", run.Error, StringComparison.Ordinal);
    }
}

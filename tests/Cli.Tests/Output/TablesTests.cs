using FsCheck.Xunit;
using Theory.Cli.Output;

namespace Theory.Cli.Tests.Output;

/// <summary>No number is cut or broken, however narrow the terminal.</summary>
public sealed class TablesTests
{
    private const int Width = 80;

    [Fact]
    public void ATableThatFits_IsOneTable()
    {
        string text = Written(["layer", "K"], [["1", "0.5"], ["2", "0.25"]]);
        Assert.Equal(1, Count(text, "layer"));
    }

    [Property(MaxTest = 60)]
    public bool EveryCell_StandsWhole(byte columns, byte rows, int seed)
    {
        Random random = new(seed);
        string[] header = [.. Enumerable.Range(0, 1 + (columns % 14)).Select(i => $"name{i}{new string('x', random.Next(12))}")];
        string[][] cells = [.. Enumerable.Range(0, 1 + (rows % 5)).Select(r => (string[])[.. header.Select((_, c) => $"{r}.{c}e{new string('7', random.Next(18))}")])];
        string text = Written(header, cells);
        string[] lines = text.Split(Environment.NewLine);
        return lines.All(l => l.TrimEnd().Length <= Width)
            && header.Concat(cells.SelectMany(r => r)).All(cell => lines.Any(l => l.Split(' ').Contains(cell)));
    }

    /// <summary>Columns of words were squeezed until a number in them, or a name, was broken.</summary>
    [Property(MaxTest = 60)]
    public bool WordsOfACell_StandWhole(byte columns, int seed)
    {
        Random random = new(seed);
        string[] header = [.. Enumerable.Range(0, 2 + (columns % 5)).Select(i => $"name{i}")];
        string[][] cells = [.. Enumerable.Range(0, 3).Select(r => (string[])[.. header.Select((_, c) => string.Join(' ', Enumerable.Range(0, 1 + random.Next(4)).Select(w => $"{r}.{c}{new string('7', random.Next(30))}")))])];
        using StringWriter output = new();
        Tables.Write(Terminal.Redirected(output, TextWriter.Null, Width), header, cells, alignRight: false);
        HashSet<string> words = [.. output.ToString().ReplaceLineEndings("\n").Split('\n', ' ').Select(w => w.TrimEnd(';'))];
        return cells.SelectMany(r => r).SelectMany(c => c.Split(' ')).All(words.Contains);
    }

    [Fact]
    public void LongTables_AreShortened_WhereFilesHaveAllOfThem()
    {
        using TemporaryFolder folder = new();
        string[] args = ["evaluate", "relu", "--K", "1e-3..1e3:60"];
        string all = CommandLine.Run(args).Succeeded().Output;
        string some = CommandLine.Run([.. args, "--out", folder.At("out")]).Succeeded().Output;
        Assert.True(all.Split('\n').Length > 60);
        Assert.True(some.Split('\n').Length < 40);
        Assert.Contains("the first and the last 8 of 60 rows; the files have all of them", some, StringComparison.Ordinal);
        Assert.Equal(61, File.ReadLines(folder.At("out", "evaluate.csv")).Count());
    }

    [Theory]
    [InlineData("evaluate", "gelu")]
    [InlineData("evaluate", "tanh", "--K", "1e-6,1,1e6")]
    [InlineData("flow", "gelu", "--depth", "3")]
    [InlineData("flow", "repu:3", "--k1", "1", "--cw", "0.14", "--depth", "30")]
    [InlineData("flow", "tanh", "--k1", "1", "--cw", "1.5", "--rho", "0.99", "--depth", "3")]
    [InlineData("kernel", "tanh", "--K", "1,2", "--rho", "0.3,0.9")]
    [InlineData("couplings", "relu", "--cw", "2", "--width", "128", "--depth", "3")]
    [InlineData("tangent", "tanh", "--k1", "1", "--cw", "1.5", "--width", "128", "--depth", "3")]
    [InlineData("law", "relu", "--k1", "1", "--cw", "2", "--width", "16", "--depth", "3")]
    [InlineData("sample", "relu", "--cw", "2", "--k1", "1", "--width", "16", "--models", "50", "--depth", "3")]
    [InlineData("fixed-points", "tanh", "--cw", "1.5", "--cb", "0.1")]
    [InlineData("series", "swish")]
    [InlineData("classify", "gelu")]
    public void Commands_CutNothingAtEightyColumns(params string[] args)
    {
        using StringWriter output = new();
        Assert.Equal(0, Application.Run(args, Terminal.Redirected(output, TextWriter.Null, Width), TestContext.Current.CancellationToken));
        Assert.DoesNotContain('…', output.ToString());

        // A column of numbers that was broken leaves a line of the end of numbers alone.
        Assert.DoesNotMatch(@"(?m)^ {8,}\d+( {5,}\d+)* *$", output.ToString());
    }

    private static string Written(string[] header, string[][] cells)
    {
        using StringWriter output = new();
        Tables.Write(Terminal.Redirected(output, TextWriter.Null, Width), header, cells);
        return output.ToString();
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}

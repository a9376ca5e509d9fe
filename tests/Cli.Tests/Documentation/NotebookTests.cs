using System.Text.RegularExpressions;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>The notebooks run from the first cell to the last, and print what stands below each.</summary>
public sealed partial class NotebookTests
{
    private const string EndOfCell = "=== end of a cell ===";

    public static TheoryData<string> Notebooks => [.. Directory.GetFiles(Repository.File("docs", "notebooks"), "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void ThereAreThree() => Assert.InRange(Notebooks.Count, 3, int.MaxValue);

    /// <summary>THEORY_NOTEBOOKS=1 writes the results anew.</summary>
    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Cells_PrintWhatStandsBelowThem(string name)
    {
        string path = Repository.File("docs", "notebooks", name + ".md");
        string page = File.ReadAllText(path).ReplaceLineEndings("\n");
        string program = string.Join("\n", Cell().Matches(page).Select(m => $"{m.Groups[1].Value}\nConsole.WriteLine(\"{EndOfCell}\");"));
        string[] printed = SnippetProgram.Run(name, program).ReplaceLineEndings("\n").Split(EndOfCell + "\n");
        int cell = 0;
        string written = Cell().Replace(page, m => $"```cs\n{m.Groups[1].Value}```\n\n```text\n{printed[cell++]}```\n");
        Assert.Equal(cell + 1, printed.Length);
        if (Environment.GetEnvironmentVariable("THEORY_NOTEBOOKS") == "1")
        {
            File.WriteAllText(path, written);
        }
        else
        {
            Assert.Equal(page, written);
        }
    }

    /// <summary>A cell, and below it what it printed, where that is known.</summary>
    [GeneratedRegex(@"(?ms)^```cs\n(.*?)^```\n(?:\n```text\n.*?^```\n)?")]
    private static partial Regex Cell();
}

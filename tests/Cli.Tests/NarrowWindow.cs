using System.Text.RegularExpressions;

namespace Theory.Cli.Tests;

/// <summary>What must hold of output in a window of 80 columns: the window breaks no line, and no table cuts or splits a number.</summary>
internal static partial class NarrowWindow
{
    /// <summary>The width.</summary>
    public const int Columns = 80;

    /// <summary>Fails where something is cut; output for programs, whose lines must stay whole, is left alone.</summary>
    public static void AssertNothingIsCut(string command, string output)
    {
        if (ForPrograms().IsMatch(command))
        {
            return;
        }

        Assert.False(output.Contains('…'), $"{command}: a cell is cut");
        string[] lines = output.ReplaceLineEndings("\n").Split('\n');
        foreach (string line in lines.Where(l => l.TrimEnd().Length > Columns))
        {
            // One word may be wider than the window, as the name of a file.
            Assert.True(line.Trim().LastIndexOf(' ') < 0 || line.TrimEnd().LastIndexOf(' ') < line.Length - line.TrimStart().Length + 5, $"{command}: wider than {Columns} columns: {line}");
        }

        // A column of numbers that was broken leaves a line with the ends of numbers alone.
        Assert.All(lines, line => Assert.False(EndsOfNumbers().IsMatch(line), $"{command}: a number is broken: {line}"));
    }

    [GeneratedRegex(@" (--json|--markdown|--table|--help|--format (?!text))|^theory (help|completion|--help|--version)")]
    private static partial Regex ForPrograms();

    [GeneratedRegex(@"^( {12,}\d+| {8,}\d+( {5,}\d+)+) *$")]
    private static partial Regex EndsOfNumbers();
}

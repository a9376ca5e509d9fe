using System.Text.RegularExpressions;

namespace Theory.Cli.Tests.Commands;

/// <summary>Help in a window of 80 columns.</summary>
public sealed partial class HelpLayoutTests
{
    public static TheoryData<string> Commands => ApplicationTests.CommandNames;

    /// <summary>The words that an option takes were broken in the middle, &lt;fewest-layer s|most-stable&gt;; with COLUMNS set and no window lines were twice as long.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void NoLineIsTooLong_AndNoNameOfAValueIsBroken(string command)
    {
        string[] lines = CommandLine.RunAt(80, "help", command).Succeeded().Output.ReplaceLineEndings("\n").Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain(lines, line => Unclosed().IsMatch(line));
    }

    /// <summary>An option whose value goes on in the next line.</summary>
    [GeneratedRegex(@"^  -\S.*<[^>]*$|^  <[^> ]{16,}$")]
    private static partial Regex Unclosed();
}

using System.Text.RegularExpressions;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>The programs in README and docs compile and run as they stand.</summary>
public sealed partial class SnippetTests
{
    public static TheoryData<string, string> Snippets => new(DocumentedCommand.Documents.SelectMany(d =>
        Block().Matches(File.ReadAllText(Repository.File(d))).Select((m, i) => ($"{d}, program {i + 1}", m.Groups[1].Value))));

    [Fact]
    public void Readme_ShowsAProgram() => Assert.Contains(Snippets, row => row.Data.Item1.StartsWith("README", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Program_RunsAndPrintsWhatItsCommentsSay(string place, string code)
    {
        string printed = SnippetProgram.Run(place, code);
        foreach (Match said in Result().Matches(code))
        {
            Assert.True(printed.Contains(said.Groups[1].Value, StringComparison.Ordinal), $"{place} says '{said.Groups[1].Value}', but prints:\n{printed}");
        }
    }

    [GeneratedRegex(@"(?ms)^```csharp\r?\n(.*?)^```")]
    private static partial Regex Block();

    /// <summary>What a line prints, behind an arrow: // → 0.4252.</summary>
    [GeneratedRegex(@"(?m)// → (.*?)(?: …)?\r?$")]
    private static partial Regex Result();
}

using System.Text;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>Every recipe runs, and the page of the cookbook shows the recipes as they are.</summary>
public sealed class CookbookTests
{
    private static readonly string Page = Repository.File("docs", "cookbook.md");

    public static TheoryData<string> Recipes => [.. Directory.GetFiles(Repository.File("cookbook"), "*.cs").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void TheCookbook_HasTwentyRecipes() => Assert.InRange(Recipes.Count, 20, int.MaxValue);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Recipe_RunsAndStandsOnThePage(string name)
    {
        string code = Code(name);
        Assert.NotEmpty(SnippetProgram.Run(name, WithoutDirectives(code)));
        Assert.Contains(Body(code), File.ReadAllText(Page).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>THEORY_COOKBOOK=1 writes the page anew, with what the recipes print.</summary>
    [Fact]
    public void ThePage_IsWrittenOnRequest()
    {
        if (Environment.GetEnvironmentVariable("THEORY_COOKBOOK") != "1")
        {
            return;
        }

        StringBuilder page = new("# Cookbook\n\nEach recipe is a program of one file in `cookbook/`; with the .NET 10 SDK `dotnet run cookbook/01-formula.cs` runs it. "
            + "This page is made from them by a test (`THEORY_COOKBOOK=1`), and shows what they print.\n");
        foreach (string name in Directory.GetFiles(Repository.File("cookbook"), "*.cs").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal))
        {
            string code = Code(name);
            page.Append($"\n## {Question(code)}\n\n`cookbook/{name}.cs`\n\n```cs\n{Body(code)}\n```\n\n```text\n{SnippetProgram.Run(name, WithoutDirectives(code)).TrimEnd()}\n```\n");
        }

        File.WriteAllText(Page, page.ToString());
    }

    private static string Code(string name) => File.ReadAllText(Repository.File("cookbook", name + ".cs")).ReplaceLineEndings("\n");

    /// <summary>The first comment.</summary>
    private static string Question(string code) => code.Split('\n').First(l => l.StartsWith("// ", StringComparison.Ordinal))[3..];

    private static string WithoutDirectives(string code) => string.Join('\n', code.Split('\n').Where(l => !l.StartsWith("#:", StringComparison.Ordinal)));

    /// <summary>What follows the directives and the question.</summary>
    private static string Body(string code) => string.Join('\n', code.Split('\n').SkipWhile(l => l.StartsWith("#:", StringComparison.Ordinal) || l.StartsWith("//", StringComparison.Ordinal))).Trim();
}

using System.Text;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>Every recipe runs, and the page of the cookbook shows the recipes as they are.</summary>
public sealed class CookbookTests
{
    private const string PictureMark = "// Picture: ";

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
        string page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        Assert.Contains(Body(code), page, StringComparison.Ordinal);
        Assert.Contains(Shown(name, code), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_AreAmongTheFilesOfTheirCommands()
    {
        Assert.InRange(Recipes.Count(r => Picture(Code(r)) is not null), 8, int.MaxValue);
        using TemporaryFolder folder = new();
        (string command, string file) = Picture(Code("06-critical"))!.Value;
        CommandLine.Run([.. CommandLine.Split(command), "--grid", "20", "--out", folder.At("out")]).Succeeded();
        Assert.True(File.Exists(folder.At("out", file)));
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
            page.Append($"\n## {Question(code)}\n\n`cookbook/{name}.cs`\n\n```cs\n{Body(code)}\n```\n\n```text\n{SnippetProgram.Run(name, WithoutDirectives(code)).TrimEnd()}\n```\n{Shown(name, code)}");
            if (Picture(code) is var (command, file))
            {
                using TemporaryFolder folder = new();
                CommandLine.Run([.. CommandLine.Split(command), "--out", folder.At("out")]).Succeeded();
                Directory.CreateDirectory(Repository.File("docs", "cookbook"));
                File.Copy(folder.At("out", file), Repository.File("docs", "cookbook", name + ".png"), overwrite: true);
            }
        }

        File.WriteAllText(Page, page.ToString());
    }

    private static string Code(string name) => File.ReadAllText(Repository.File("cookbook", name + ".cs")).ReplaceLineEndings("\n");

    /// <summary>The first comment.</summary>
    private static string Question(string code) => code.Split('\n').First(l => l.StartsWith("// ", StringComparison.Ordinal))[3..];

    /// <summary>The second comment names a command of theory that draws what the recipe is about, and the file of the picture; null without one.</summary>
    private static (string Command, string File)? Picture(string code) =>
        code.Split('\n').FirstOrDefault(l => l.StartsWith(PictureMark, StringComparison.Ordinal)) is string line
            ? (line[PictureMark.Length..line.LastIndexOf(", ", StringComparison.Ordinal)], line[(line.LastIndexOf(", ", StringComparison.Ordinal) + 2)..])
            : null;

    /// <summary>The picture on the page.</summary>
    private static string Shown(string name, string code) => Picture(code) is var (command, _) ? $"\n![{Question(code)}](cookbook/{name}.png)\n\nDrawn by `{command} --out DIR`.\n" : "";

    private static string WithoutDirectives(string code) => string.Join('\n', code.Split('\n').Where(l => !l.StartsWith("#:", StringComparison.Ordinal)));

    /// <summary>What follows the directives and the question.</summary>
    private static string Body(string code) => string.Join('\n', code.Split('\n').SkipWhile(l => l.StartsWith("#:", StringComparison.Ordinal) || l.StartsWith("//", StringComparison.Ordinal))).Trim();
}

using System.Text.RegularExpressions;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>The pages show the figures that the repository keeps, and no others are kept.</summary>
public sealed partial class FigureTests
{
    [Fact]
    public void EveryFigureThatAPageShows_Exists() => Assert.All(Shown(), figure => Assert.True(File.Exists(figure), $"{figure} is missing"));

    [Fact]
    public void EveryFigureKept_IsShown()
    {
        HashSet<string> shown = [.. Shown()];
        IEnumerable<string> kept = Directory.GetFiles(Repository.File("docs"), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".png" or ".svg");
        Assert.All(kept, figure => Assert.True(shown.Contains(Path.GetFullPath(figure)), $"no page shows {figure}"));
    }

    /// <summary>Every committed result says by which command, seed and version it was made.</summary>
    [Fact]
    public void EveryResult_HasItsProvenance()
    {
        string page = File.ReadAllText(Repository.File("docs", "experiments", "provenance.md"));
        string experiments = Repository.File("docs", "experiments");
        IEnumerable<string> folders = Directory.GetFiles(experiments, "*.csv", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(experiments, Path.GetDirectoryName(f)!).Replace('\\', '/'));
        Assert.All(folders, folder => Assert.Matches($@"(?m)^\|[^|]*\b{Regex.Escape(folder)}\b[^|]*\|[^|]*`theory experiment .*\| (none|\d+) \| [0-9a-f]{{7}} \|$", page));
    }

    /// <summary>Images and links to images, as full paths.</summary>
    private static IEnumerable<string> Shown() => DocumentedCommand.Documents.SelectMany(document => Image().Matches(File.ReadAllText(Repository.File(document)))
        .Select(m => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.File(document))!, m.Groups[1].Value))));

    [GeneratedRegex(@"\]\(([^)#:]+\.(?:png|svg))\)")]
    private static partial Regex Image();
}

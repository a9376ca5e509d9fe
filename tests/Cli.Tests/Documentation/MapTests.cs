using System.Reflection;
using System.Text.RegularExpressions;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>The map and the steps of CONTRIBUTING name files, folders and types that exist, and every folder has a place on the map.</summary>
/// <remarks>Two folders of the map had been merged into others, and a file had moved to another folder, and both documents still named them.</remarks>
public sealed partial class MapTests
{
    private const string Map = "docs/architecture.md";
    private static readonly string[] Projects = ["Theory", "Numerics", "Polynomials", "Validation", "Experiments", "Cli"];

    /// <summary>What stands for the name of something new.</summary>
    private static readonly string[] Placeholders = ["FAMILY", "NAME"];

    /// <summary>Types that are not of this project.</summary>
    private static readonly string[] OfOthers = ["DisposeScope"];

    public static TheoryData<string> Documents => [Map, "CONTRIBUTING.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_Exist(string document) => AssertNone(Paths().Matches(Text(document)).Select(m => m.Value)
        .Where(p => !Placeholders.Contains(p.Split('/')[^1]) && !Exists(p) && !Exists($"src/{p}")));

    [Theory]
    [MemberData(nameof(Documents))]
    public void FilesWithoutAFolder_Exist(string document)
    {
        HashSet<string> names = [.. new[] { "src", "tests", "tools", "." }.SelectMany(Files)];
        AssertNone(Code().Matches(Text(document)).Select(m => m.Groups[1].Value).Where(c => FileName().IsMatch(c) && !names.Contains(c)));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Types_Exist(string document)
    {
        HashSet<string> names = [.. Projects.Select(AssemblyOf).SelectMany(a => a.GetTypes()).Select(t => t.Name.Split('`')[0]), .. Projects, .. Projects.SelectMany(Folders), .. OfOthers];
        AssertNone(Code().Matches(Text(document)).Select(m => m.Groups[1].Value).Where(c => TypeName().IsMatch(c) && !names.Contains(c)));
    }

    [Fact]
    public void EveryFolder_HasAPlaceOnTheMap()
    {
        HashSet<string> named = [.. Paths().Matches(Text(Map)).Select(m => m.Value)];
        AssertNone(Projects.SelectMany(p => Folders(p).Select(f => $"{p}/{f}")).Where(f => !named.Contains(f)));
    }

    private static void AssertNone(IEnumerable<string> missing)
    {
        string all = string.Join(", ", missing);
        Assert.True(all.Length == 0, $"not there: {all}");
    }

    private static Assembly AssemblyOf(string project) => Assembly.Load(project == "Theory" ? project : $"Theory.{project}");

    private static string Text(string document) => File.ReadAllText(Repository.File(document));

    private static bool Exists(string path) => Path.Exists(Repository.File(path.TrimEnd('.')));

    private static IEnumerable<string> Folders(string project) =>
        Directory.GetDirectories(Repository.File("src", project)).Select(f => Path.GetFileName(f)).Where(f => f is not ("bin" or "obj"));

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(Repository.File(folder), "*", folder == "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories).Select(f => Path.GetFileName(f));

    [GeneratedRegex(@"(?<![\w/.])(?:src/)?(?:Theory|Numerics|Polynomials|Validation|Experiments|Cli|docs|tools|tests|bench|\.ci)(?:/[\w.]+)+")]
    private static partial Regex Paths();

    [GeneratedRegex(@"`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[\w.]+\.(?:cs|py|sh|csv|md|txt|props)$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^[A-Z]\w*[a-z]\w*$")]
    private static partial Regex TypeName();
}

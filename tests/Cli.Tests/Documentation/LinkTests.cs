using System.Text.RegularExpressions;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>Links between the documents lead somewhere; those between the pages of types are checked by the compiler, and by docfx as a whole.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents => [.. DocumentedCommand.Documents];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_LeadToFilesAndHeadingsThatExist(string document)
    {
        string path = Repository.File(document);
        foreach (Match link in Link().Matches(Code().Replace(File.ReadAllText(path), "")))
        {
            string target = link.Groups[1].Length == 0 ? path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, link.Groups[1].Value));
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{document} links to {link.Groups[1].Value}, which is not there");
            if (link.Groups[2].Length > 0)
            {
                IEnumerable<string> anchors = Heading().Matches(File.ReadAllText(target)).Select(m => AnchorOf(m.Groups[1].Value));
                Assert.True(anchors.Contains(link.Groups[2].Value, StringComparer.Ordinal), $"{document} links to {link.Value}, but no heading there has that anchor");
            }
        }
    }

    /// <summary>As GitHub makes it: small letters, digits, hyphens for spaces, nothing else.</summary>
    private static string AnchorOf(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c));

    /// <summary>A link within the repository: file and anchor.</summary>
    [GeneratedRegex(@"\]\(([^)#:\s]*)(?:#([^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?m)^#+ (.+?)\s*$")]
    private static partial Regex Heading();

    /// <summary>Blocks and words of code, in which brackets are not links.</summary>
    [GeneratedRegex(@"(?ms)^```.*?^```|`[^`\n]*`")]
    private static partial Regex Code();
}

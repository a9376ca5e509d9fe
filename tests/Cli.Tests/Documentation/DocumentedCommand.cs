using System.Text.RegularExpressions;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>A command line that stands in README, CONTRIBUTING or docs.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Text">The command line, beginning with theory.</param>
/// <param name="IsExample">Stands in a block or in a cell of a table, complete; what stands within a sentence may be a part of a command.</param>
/// <param name="Marker">What the comment beside it says about running it, see <see cref="Reader"/>; empty without one.</param>
internal sealed partial record DocumentedCommand(string Place, string Text, bool IsExample, string Marker)
{
    private const string Process = "dotnet run -c Release --project src/Cli -- ";

    /// <summary>
    /// Everything that the documents show. A comment in the same line or in the line before a block,
    /// <c>&lt;!-- tests: --models 40 --&gt;</c>, gives options that a test takes instead of those shown; <c>&lt;!-- tests: not run, REASON --&gt;</c> says why it
    /// is only checked that its options exist.
    /// </summary>
    public static IReadOnlyList<DocumentedCommand> All { get; } = [.. Documents.SelectMany(Reader.Read)];

    /// <summary>The Markdown files, with names from the top of the repository.</summary>
    public static IReadOnlyList<string> Documents =>
    [
        "README.md",
        "CONTRIBUTING.md",
        .. Directory.GetFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Repository.File(), f).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>Stands for many commands: theory experiment NAME.</summary>
    public bool IsTemplate => Placeholder().IsMatch(Text);

    /// <summary>Can be run as it stands, or with the options of its marker.</summary>
    public bool IsRun => IsExample && !IsTemplate && !Marker.StartsWith("not run", StringComparison.Ordinal);

    /// <summary>Capital words that stand alone, words in angle brackets, and dots in place of something.</summary>
    [GeneratedRegex(@"(?<![\w-])[A-Z]+(?![\w=])|<\w+>|…")]
    private static partial Regex Placeholder();

    /// <summary>Finds commands in Markdown.</summary>
    private static partial class Reader
    {
        /// <summary>The commands of one file.</summary>
        public static IEnumerable<DocumentedCommand> Read(string document)
        {
            bool fenced = false;
            string ofBlock = "";
            string[] lines = File.ReadAllLines(Repository.File(document));
            for (int i = 0; i < lines.Length; i++)
            {
                string line = lines[i];
                string marker = Marker().Match(line) is { Success: true } comment ? comment.Groups[1].Value : "";
                string place = $"{document}:{i + 1}";
                bool indented = line.StartsWith("    ", StringComparison.Ordinal);
                if (line.StartsWith("```", StringComparison.Ordinal))
                {
                    fenced = !fenced;
                }
                else if ((fenced || indented) && CommandOf(line.Trim()) is string command)
                {
                    yield return new DocumentedCommand(place, command, IsExample: true, ofBlock);
                }
                else if (!fenced)
                {
                    foreach (Match quoted in Inline().Matches(line))
                    {
                        yield return new DocumentedCommand(place, quoted.Groups[1].Value, IsExample: line.StartsWith('|'), marker);
                    }

                    // A comment holds for the block that follows, over empty lines.
                    ofBlock = line.Length == 0 ? ofBlock : marker;
                }
            }
        }

        private static string? CommandOf(string line) =>
            line.StartsWith("theory ", StringComparison.Ordinal) ? line
            : line.StartsWith(Process, StringComparison.Ordinal) ? "theory " + line[Process.Length..] : null;

        [GeneratedRegex("`(theory [^`]+)`")]
        private static partial Regex Inline();

        [GeneratedRegex("<!-- tests: (.*?) -->")]
        private static partial Regex Marker();
    }
}

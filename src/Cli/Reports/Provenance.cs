using System.CommandLine;
using System.Runtime.InteropServices;

namespace Theory.Cli.Reports;

/// <summary>How results came about, for a report.</summary>
/// <param name="Command">The command line, without the folder of the output.</param>
/// <param name="Seed">The seed; null where nothing was drawn.</param>
internal sealed record Provenance(string Command, string? Seed)
{
    private static readonly string[] Places = ["--out", "--report"];

    /// <summary>That of a command line.</summary>
    public static Provenance Of(ParseResult parsed)
    {
        string[] words = [.. parsed.Tokens.Select(t => t.Value)];
        IEnumerable<string> shown = words.Where((w, i) => !Places.Contains(w) && (i == 0 || !Places.Contains(words[i - 1])));
        Option<int>? seed = parsed.CommandResult.Command.Options.OfType<Option<int>>().FirstOrDefault(o => o.Name == "--seed");
        return new Provenance(
            "theory " + string.Join(' ', shown.Select(Quoted)),
            seed is null ? null : parsed.GetValue(seed).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>What is said, as names and values.</summary>
    public IReadOnlyList<(string Name, string Value)> Entries =>
    [
        ("command", Command),
        .. Seed is null ? ((string, string)[])[] : [("seed", Seed)],
        ("version", $"theory {typeof(Provenance).Assembly.GetName().Version?.ToString(3)}"),
        ("machine", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"),
    ];

    /// <summary>A section in Markdown.</summary>
    public string ToMarkdown()
    {
        StringWriter text = new();
        text.WriteLine("## Provenance");
        text.WriteLine();
        foreach ((string name, string value) in Entries)
        {
            text.WriteLine($"- {name}: {(name == "command" ? $"`{value}`" : value)}");
        }

        return text.ToString();
    }

    private static string Quoted(string word) => word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_.,:/=+%@".Contains(c, StringComparison.Ordinal)) ? word : $"\"{word}\"";
}

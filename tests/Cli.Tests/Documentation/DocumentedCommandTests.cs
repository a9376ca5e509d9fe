using System.Text.RegularExpressions;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>What README and docs tell a reader to type works.</summary>
public sealed partial class DocumentedCommandTests
{
    private static readonly Lazy<string> RootHelp = new(() => CommandLine.Run("--help").Succeeded().Output);

    private static readonly Dictionary<string, string> Helps = [];

    /// <summary>Those that help does not show as examples: these run in <see cref="ApplicationTests"/>.</summary>
    public static TheoryData<string, string, string> Run => new(DocumentedCommand.All
        .Where(c => c.IsRun && !HelpOf(c.Text.Split(' ')[1]).Contains($"  {c.Text}{Environment.NewLine}", StringComparison.Ordinal))
        .DistinctBy(c => c.Text).Select(c => (c.Text, c.Marker, c.Place)));

    public static TheoryData<string, string> Shown => new(DocumentedCommand.All.DistinctBy(c => c.Text).Select(c => (c.Text, c.Place)));

    [Fact]
    public void Documents_ShowCommands()
    {
        // A reader of Markdown that finds nothing would let every other test pass.
        Assert.True(DocumentedCommand.All.Count > 60, $"only {DocumentedCommand.All.Count} commands were found");
        Assert.True(DocumentedCommand.All.Count(c => c.IsRun) > 30, "hardly a command was found that can be run");
        Assert.Contains(DocumentedCommand.All, c => c is { Place: var place, Text: "theory study mrepu:2" } && place.StartsWith("README", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Run))]
    public void Command_Runs(string command, string marker, string place)
    {
        using TemporaryFolder folder = new();
        List<string> args = [.. CommandLine.Split(command)];
        string[] instead = marker.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < instead.Length; i += 2)
        {
            Replace(instead[i], instead[i + 1]);
        }

        // What a command writes goes to a folder of this test.
        int output = args.IndexOf("--out");
        if (output >= 0 || args[0] == "study")
        {
            Replace("--out", folder.At(output >= 0 ? args[output + 1] : "study"));
        }

        CommandResult result = CommandLine.RunAt(NarrowWindow.Columns, [.. args]);
        Assert.True(result.Code == 0, $"{place}: {command} ended with {result.Code}: {result.Error}");
        NarrowWindow.AssertNothingIsCut(command, result.Output);

        void Replace(string option, string value)
        {
            int at = args.IndexOf(option);
            if (at >= 0)
            {
                args[at + 1] = value;
            }
            else
            {
                args.AddRange([option, value]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void EveryOptionShown_Exists(string command, string place)
    {
        string[] words = command.Split(' ');
        if (words[1] == "<command>")
        {
            return;
        }

        string help = words[1].StartsWith('-') ? RootHelp.Value : HelpOf(words[1]);
        foreach (Match option in Option().Matches(command))
        {
            Assert.True(Options(help).Contains(option.Value), $"{place}: theory {words[1]} has no option {option.Value}");
        }
    }

    [Fact]
    public void EveryOptionNamedInASentence_BelongsToSomeCommand()
    {
        // Every command has it, and none of them lists it.
        HashSet<string> known = [.. Commands().SelectMany(c => Options(HelpOf(c))), "--libtorch"];
        foreach (string document in DocumentedCommand.Documents)
        {
            foreach (Match named in QuotedOption().Matches(File.ReadAllText(Repository.File(document))))
            {
                Assert.True(known.Contains(named.Groups[1].Value), $"{document}: no command has the option {named.Groups[1].Value}");
            }
        }
    }

    private static IEnumerable<string> Commands() => CommandName().Matches(RootHelp.Value).Select(m => m.Groups[1].Value);

    private static HashSet<string> Options(string help) => [.. Option().Matches(help).Select(m => m.Value)];

    private static string HelpOf(string command)
    {
        lock (Helps)
        {
            return Helps.TryGetValue(command, out string? help) ? help : Helps[command] = CommandLine.Run(command, "--help").Succeeded().Output;
        }
    }

    [GeneratedRegex(@"(?<![\w-])--[a-zA-Z][\w-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"`(--[a-z][\w-]*)[^`]*`")]
    private static partial Regex QuotedOption();

    [GeneratedRegex(@"(?m)^  ([a-z][\w-]*)  +\S")]
    private static partial Regex CommandName();
}

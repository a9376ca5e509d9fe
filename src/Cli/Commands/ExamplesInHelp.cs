using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Theory.Cli.Output;

namespace Theory.Cli.Commands;

/// <summary>Help: commands grouped by what one wants, and examples at the end of the help of every command.</summary>
internal sealed class ExamplesInHelp : SynchronousCommandLineAction
{
    private const int Width = 80;

    /// <summary>With a name before it this is what half of a window of 80 columns has room for.</summary>
    private const int LongestValues = 24;

    private readonly HelpAction _help;
    private readonly IReadOnlyList<CommandGroup> _groups;
    private readonly string[] _rootExamples;

    private ExamplesInHelp(HelpAction help, IReadOnlyList<CommandGroup> groups, string[] rootExamples)
    {
        _help = help;
        _groups = groups;
        _rootExamples = rootExamples;
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Installs it in the help option of the root, which serves every command.</summary>
    public static void AddTo(RootCommand root, IReadOnlyList<CommandGroup> groups, params string[] rootExamples)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new ExamplesInHelp((HelpAction)option.Action!, groups, rootExamples);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is not CommandWithExamples command)
        {
            WriteRoot(output, parseResult.CommandResult.Command);
            WriteExamples(output, _rootExamples);
            return 0;
        }

        if (output is LineWrapper { Width: > 0 } window)
        {
            _help.MaxWidth = window.Width;
        }

        Shorten(command);
        int code = _help.Invoke(parseResult);
        WriteExamples(output, command.Examples);
        return code;
    }

    /// <summary>Values of an option that are too long for the column of names, which would break them within a word, are told beside it.</summary>
    private static void Shorten(Command command)
    {
        foreach (Option option in command.Options.Where(o => o.HelpName?.Length > LongestValues))
        {
            string[] values = option.HelpName!.Split(option.HelpName.Contains('|', StringComparison.Ordinal) ? '|' : ',');
            if (!values.All(v => option.Description?.Contains(v, StringComparison.Ordinal) == true))
            {
                option.Description = $"{option.Description} ({string.Join(", ", values)})";
            }

            option.HelpName = option.Name.TrimStart('-').ToUpperInvariant();
        }
    }

    private static void WriteExamples(TextWriter output, IReadOnlyList<string> examples)
    {
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (string example in examples)
        {
            output.WriteLine("  " + example);
        }

        output.WriteLine();
    }

    private void WriteRoot(TextWriter output, Command root)
    {
        foreach (string line in Wrapped(root.Description!, Width))
        {
            output.WriteLine(line);
        }

        output.WriteLine();
        output.WriteLine("Usage: theory <command> [arguments] [options]");
        output.WriteLine("       theory help <command>         all about one command");
        output.WriteLine("       theory --version");
        int indent = _groups.SelectMany(g => g.Commands).Max(c => c.Name.Length) + 4;
        foreach (CommandGroup group in _groups)
        {
            output.WriteLine();
            output.WriteLine($"{group.Purpose}:");
            foreach (Command command in group.Commands)
            {
                string name = $"  {command.Name}".PadRight(indent);
                foreach (string line in Wrapped(command.Description!, Width - indent))
                {
                    output.WriteLine(name + line);
                    name = new string(' ', indent);
                }
            }
        }

        output.WriteLine();
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}

using System.CommandLine;

namespace Theory.Cli.Options;

/// <summary>A command line with the names that options have now: names they had before, or have in other commands, are replaced, and a note says so.</summary>
/// <param name="Arguments">The arguments.</param>
/// <param name="Notes">A sentence for each name that was replaced.</param>
internal sealed record CurrentArguments(string[] Arguments, IReadOnlyList<string> Notes)
{
    /// <summary>Old and new names; an old name is only replaced in commands that lack it and have the new one.</summary>
    private static readonly (string Old, string New)[] Renamed =
    [
        ("--input", "--inputs"),
        ("--data", "--inputs"),
        ("--generate", "--inputs"),
        ("--predict", "--test-inputs"),
        ("--widths", "--width"),
        ("--K", "--k1"),
        ("--k1", "--K"),
        ("--ka", "--K"),
    ];

    /// <summary>Options that are now the second part of another's value: what stands between the parts, and the first part where it is not given.</summary>
    private static readonly (string Old, string Into, string Separator, string? Otherwise)[] Joined =
    [
        ("--kb", "--K", ",", "1"),
        ("--input2", "--inputs", ";", null),
    ];

    /// <summary>Reads a command line.</summary>
    public static CurrentArguments Of(string[] args, RootCommand root)
    {
        if (args.Length == 0 || root.Subcommands.FirstOrDefault(c => c.Name == args[0]) is not Command command)
        {
            return new CurrentArguments(args, []);
        }

        // theory experiment fig4 has options of its own.
        command = args.Length > 1 && command.Subcommands.FirstOrDefault(c => c.Name == args[1]) is Command below ? below : command;
        HashSet<string> known = [.. command.Options.SelectMany(o => o.Aliases.Prepend(o.Name))];

        // Formulas for several inputs, without an activation whose inputs could be meant.
        bool isCount = known.Contains("--input-count") && args.Length > 1 && args[1].StartsWith('-');
        List<string> current = [];
        List<string> notes = [];
        foreach (string arg in args)
        {
            // --name=value is one argument.
            int end = arg.StartsWith("--", StringComparison.Ordinal) ? arg.IndexOf('=', StringComparison.Ordinal) : -1;
            string name = end < 0 ? arg : arg[..end];
            string? now = name == "--inputs" && isCount ? "--input-count" : known.Contains(name) ? null : Renamed.Where(r => r.Old == name && known.Contains(r.New)).Select(r => r.New).FirstOrDefault();
            if (now is not null)
            {
                notes.Add($"{name} is called {now} in theory {command.Name}");
            }

            current.Add(now is null ? arg : now + (end < 0 ? "" : arg[end..]));
        }

        foreach ((string old, string into, string separator, string? otherwise) in Joined.Where(j => !known.Contains(j.Old) && known.Contains(j.Into)))
        {
            Join(current, notes, command.Name, old, into, separator, otherwise);
        }

        return new CurrentArguments([.. current], notes);
    }

    private static void Join(List<string> args, List<string> notes, string command, string old, string into, string separator, string? otherwise)
    {
        int second = args.IndexOf(old);
        if (second < 0 || second + 1 >= args.Count)
        {
            return;
        }

        string value = args[second + 1];
        int first = args.IndexOf(into);
        if (first + 1 >= args.Count || (first < 0 && otherwise is null))
        {
            return;
        }

        string before = first < 0 ? otherwise! : args[first + 1];
        notes.Add($"{old} is a part of {into} in theory {command}: {into} \"{before}{separator}{value}\"");
        if (first < 0)
        {
            (args[second], args[second + 1]) = (into, $"{before}{separator}{value}");
            return;
        }

        args[first + 1] = $"{before}{separator}{value}";
        args.RemoveRange(second, 2);
    }
}

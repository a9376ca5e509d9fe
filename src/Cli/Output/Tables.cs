using Spectre.Console;

namespace Theory.Cli.Output;

/// <summary>Tables, of numbers unless said otherwise.</summary>
internal static class Tables
{
    /// <summary>More rows than this are shown in part where files have all of them.</summary>
    private const int LongestTable = 40;

    /// <summary>Rows that are shown of a longer table at either end.</summary>
    private const int ShownAtEitherEnd = 8;

    /// <summary>Spaces around a cell and between it and the next.</summary>
    private const int Gap = 3;

    private const int Margins = 4 - Gap;

    /// <summary>
    /// Writes a table. One of numbers that is wider than the terminal is written as several, each with the first column, so that no number is cut or broken; one
    /// of words whose columns cannot stand side by side is written as a list.
    /// </summary>
    public static void Write(Terminal terminal, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows, bool alignRight = true)
    {
        IAnsiConsole console = terminal.Console;
        string[] names = [.. header];
        string[][] all = [.. rows.Select(r => (string[])[.. r])];
        bool shortens = terminal.ShortensTables && all.Length > LongestTable;
        string[][] cells = shortens ? [.. all[..ShownAtEitherEnd], [.. names.Select(_ => "...")], .. all[^ShownAtEitherEnd..]] : all;
        int[] widths = [.. names.Select((name, i) => cells.Select(row => i < row.Length ? row[i].Length : 0).Append(name.Length).Max())];
        if (!alignRight && Margins + names.Select((name, i) => cells.Select(row => i < row.Length ? LongestWord(row[i]) : 0).Append(name.Length).Max() + Gap).Sum() > console.Profile.Width)
        {
            WriteList(terminal, names, cells);
            return;
        }

        foreach (int[] columns in alignRight ? Groups(widths, console.Profile.Width) : [[.. Enumerable.Range(0, names.Length)]])
        {
            Table table = new() { Border = TableBorder.Simple };
            foreach (int i in columns)
            {
                TableColumn column = new(Markup.Escape(names[i]));
                table.AddColumn(alignRight ? column.NoWrap().RightAligned() : column);
            }

            foreach (string[] row in cells)
            {
                table.AddRow([.. columns.Select(i => i < row.Length ? Markup.Escape(row[i]) : "")]);
            }

            console.Write(table);
        }

        if (shortens)
        {
            terminal.Output.WriteLine($"  the first and the last {ShownAtEitherEnd} of {all.Length} rows; the files have all of them");
            terminal.Output.WriteLine();
        }
    }

    /// <summary>Each row as an entry: its first cell, and below it the others after the names of their columns.</summary>
    private static void WriteList(Terminal terminal, string[] names, string[][] rows)
    {
        terminal.Output.WriteLine();
        foreach (string[] row in rows)
        {
            terminal.Output.WriteLine($"  {row[0]}");
            terminal.Output.WriteLine("    " + string.Join("; ", row.Skip(1).Select((cell, i) => $"{names[i + 1]}: {cell}")));
        }

        terminal.Output.WriteLine();
    }

    private static int LongestWord(string cell) => cell.Split(' ').Max(w => w.Length);

    /// <summary>The columns of each table, the first column in all of them.</summary>
    private static IEnumerable<int[]> Groups(int[] widths, int room)
    {
        List<int> group = [0];
        int used = Margins + widths[0] + Gap;
        for (int i = 1; i < widths.Length; i++)
        {
            if (group.Count > 1 && used + widths[i] + Gap > room)
            {
                yield return [.. group];
                group = [0];
                used = Margins + widths[0] + Gap;
            }

            group.Add(i);
            used += widths[i] + Gap;
        }

        yield return [.. group];
    }
}

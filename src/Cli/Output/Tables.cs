using Spectre.Console;

namespace Theory.Cli.Output;

/// <summary>Tables, of numbers unless said otherwise.</summary>
internal static class Tables
{
    /// <summary>Spaces around a cell and between it and the next.</summary>
    private const int Gap = 3;

    private const int Margins = 4 - Gap;

    /// <summary>Writes a table. One of numbers that is wider than the terminal is written as several, each with the first column, so that no number is cut or broken.</summary>
    public static void Write(IAnsiConsole console, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows, bool alignRight = true)
    {
        string[] names = [.. header];
        string[][] cells = [.. rows.Select(r => (string[])[.. r])];
        int[] widths = [.. names.Select((name, i) => cells.Select(row => i < row.Length ? row[i].Length : 0).Append(name.Length).Max())];
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
    }

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

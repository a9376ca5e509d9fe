using Spectre.Console;

namespace Theory.Cli.Output;

/// <summary>Tables of right-aligned numbers.</summary>
internal static class Tables
{
    /// <summary>Writes a table; a header ending in '|' closes a group of columns.</summary>
    public static void Write(IAnsiConsole console, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string name in header)
        {
            table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned().NoWrap());
        }

        foreach (IEnumerable<string> row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        console.Write(table);
    }
}

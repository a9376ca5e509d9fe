using Spectre.Console;

namespace Theory.Cli.Output;

/// <summary>Tables, of numbers unless said otherwise.</summary>
internal static class Tables
{
    /// <summary>Writes a table.</summary>
    public static void Write(IAnsiConsole console, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows, bool alignRight = true)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string name in header)
        {
            TableColumn column = new TableColumn(Markup.Escape(name)).NoWrap();
            table.AddColumn(alignRight ? column.RightAligned() : column);
        }

        foreach (IEnumerable<string> row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        console.Write(table);
    }
}

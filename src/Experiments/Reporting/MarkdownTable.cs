using System.Text;

namespace Theory.Experiments.Reporting;

/// <summary>A table that reads well as text and in Markdown.</summary>
internal static class MarkdownTable
{
    /// <summary>One line for each row, under a title on a line of its own.</summary>
    public static string Titled<T>(string title, IEnumerable<T> rows, params Column<T>[] columns) =>
        title + Environment.NewLine + Environment.NewLine + Of(rows, columns);

    /// <summary>One line for each row.</summary>
    public static string Of<T>(IEnumerable<T> rows, params Column<T>[] columns) =>
        Write([.. columns.Select(c => c.Header)], rows.Select(r => (IReadOnlyList<string>)[.. columns.Select(c => c.Cell(r))]));

    /// <summary>Columns aligned to the right, padded to equal width.</summary>
    public static string Write(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<string>[] all = [header, .. rows];
        int[] widths = [.. header.Select((_, column) => all.Max(row => row[column].Length))];
        StringBuilder text = new();
        Append(header);
        text.AppendLine("|" + string.Concat(widths.Select(w => new string('-', w + 1) + ":|")));
        foreach (IReadOnlyList<string> row in all.Skip(1))
        {
            Append(row);
        }

        return text.ToString();

        void Append(IReadOnlyList<string> row) => text.AppendLine("|" + string.Concat(row.Select((cell, i) => $" {cell.PadLeft(widths[i])} |")));
    }
}

using System.Text;

namespace Theory.Experiments.Reporting;

/// <summary>A table that reads well as text and in Markdown.</summary>
internal static class MarkdownTable
{
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

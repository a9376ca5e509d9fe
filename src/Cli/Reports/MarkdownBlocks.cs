namespace Theory.Cli.Reports;

/// <summary>The Markdown that experiments write, as parts of a report: headings, tables, lists, lines of code, paragraphs.</summary>
internal static class MarkdownBlocks
{
    /// <summary>Reads a text; its first heading is the title of the report and left out.</summary>
    public static IEnumerable<ReportBlock> Of(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                int end = Array.FindIndex(lines, i + 1, l => l.StartsWith("```", StringComparison.Ordinal));
                yield return new ReportLines(string.Join('\n', lines[(i + 1)..(end < 0 ? lines.Length : end)]));
                i = end < 0 ? lines.Length : end;
            }
            else if (line.StartsWith('|'))
            {
                int end = i;
                while (end < lines.Length && lines[end].StartsWith('|'))
                {
                    end++;
                }

                string[][] cells = [.. lines[i..end].Select(Cells)];
                yield return new ReportTable(cells[0], [.. cells.Skip(2)]);
                i = end - 1;
            }
            else if (line.StartsWith('#'))
            {
                int level = line.TakeWhile(c => c == '#').Count();
                if (level > 1)
                {
                    yield return new ReportHeading(line[level..].Trim(), level);
                }
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("* ", StringComparison.Ordinal))
            {
                yield return new ReportText(line[2..], IsItem: true);
            }
            else if (line.Length > 0)
            {
                yield return new ReportText(line);
            }
        }
    }

    private static string[] Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(c => c.Trim())];
}

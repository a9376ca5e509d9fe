using System.Globalization;
using System.Text;

namespace Theory.Experiments.DataSets;

/// <summary>A table in Weka's ARFF format: attributes that are numbers or words of a list, and rows, also sparse ones.</summary>
internal static class ArffFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="UserInputException">It is not one, or has attributes of text, dates or relations.</exception>
    public static DataTable Read(string path)
    {
        List<(string Name, string[]? Words)> attributes = [];
        List<double[]> rows = [];
        Dictionary<string, int>?[] words = [];
        bool inData = false;
        int number = 0;
        using StringReader reader = new(InputFile.Text(path, 1L << 30));
        while (reader.ReadLine() is string raw)
        {
            number++;
            string line = raw.Trim();
            if (line.Length == 0 || line[0] == '%')
            {
                continue;
            }

            if (inData)
            {
                rows.Add(Row(line));
            }
            else if (line.StartsWith("@attribute", StringComparison.OrdinalIgnoreCase))
            {
                attributes.Add(Attribute(line["@attribute".Length..].Trim()));
            }
            else if (line.StartsWith("@data", StringComparison.OrdinalIgnoreCase))
            {
                Require.That(attributes.Count > 0, $"'{path}', line {number}: the data begin before any attribute");
                inData = true;
                words = [.. attributes.Select(a => a.Words?.Select((w, i) => (w, i)).ToDictionary(p => p.w, p => p.i))];
            }
            else
            {
                Require.That(line.StartsWith("@relation", StringComparison.OrdinalIgnoreCase), $"'{path}', line {number}: '{Short(line)}' is neither @relation, @attribute nor @data");
            }
        }

        Require.That(inData && rows.Count > 0, $"'{path}' is not an ARFF file with data: it needs @attribute lines, @data and rows");
        return new DataTable(path, [.. attributes.Select((a, j) => new DataColumn(a.Name, [.. rows.Select(r => r[j])], a.Words))]);

        (string, string[]?) Attribute(string text)
        {
            List<string> head = Tokens(text, ' ', most: 2);
            Require.That(head.Count == 2, $"'{path}', line {number}: an attribute needs a name and a type");
            string type = head[1].Trim();
            if (type.StartsWith('{') && type.EndsWith('}'))
            {
                string[] values = [.. Tokens(type[1..^1], ',', int.MaxValue)];
                string? twice = values.GroupBy(v => v).FirstOrDefault(g => g.Count() > 1)?.Key;
                Require.That(twice is null, $"'{path}', line {number}: the attribute {head[0]} lists the value '{Short(twice ?? "")}' twice");
                return (head[0], values);
            }

            Require.That(
                type.ToUpperInvariant() is "NUMERIC" or "REAL" or "INTEGER",
                $"'{path}', line {number}: the attribute {head[0]} is of type {Short(type)}; numeric, real, integer and lists of words are read");
            return (head[0], null);
        }

        double[] Row(string line)
        {
            if (line.StartsWith('{') && line.EndsWith('}'))
            {
                // Sparse: index and value; what is not named is 0, the first word.
                double[] sparse = new double[attributes.Count];
                bool[] isGiven = new bool[attributes.Count];
                foreach (string pair in Tokens(line[1..^1], ',', int.MaxValue, keepQuotes: true).Where(p => p.Length > 0))
                {
                    List<string> parts = Tokens(pair, ' ', 2);
                    Require.That(
                        parts.Count == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at < sparse.Length,
                        $"'{path}', line {number}: '{Short(pair)}' is not the index of an attribute and its value");
                    int j = int.Parse(parts[0], CultureInfo.InvariantCulture);
                    Require.That(!isGiven[j], $"'{path}', line {number}: the attribute {j} is given twice");
                    (sparse[j], isGiven[j]) = (Cell(parts[1], j), true);
                }

                return sparse;
            }

            List<string> cells = Tokens(line, ',', int.MaxValue);
            Require.That(cells.Count == attributes.Count, $"'{path}', line {number}: {cells.Count} cells, but there are {attributes.Count} attributes");
            return [.. cells.Select(Cell)];
        }

        double Cell(string cell, int j)
        {
            if (cell == "?")
            {
                return double.NaN;
            }

            if (words[j] is { } known)
            {
                return known.TryGetValue(cell, out int index) ? index
                    : throw new UserInputException($"'{path}', line {number}: '{Short(cell)}' is not a value of the attribute {attributes[j].Name}");
            }

            return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && !cell.Contains('\0', StringComparison.Ordinal) ? value
                : throw new UserInputException($"'{path}', line {number}: '{Short(cell)}' of the attribute {attributes[j].Name} is not a finite number");
        }
    }

    // Parts between separators, without the quotes that may protect a separator.
    private static List<string> Tokens(string text, char separator, int most, bool keepQuotes = false)
    {
        List<string> tokens = [];
        StringBuilder token = new();
        char quote = '\0';
        bool wasQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                if (c == '\\' && i + 1 < text.Length)
                {
                    token.Append(text[++i]);
                }
                else if (c == quote)
                {
                    quote = '\0';
                    _ = keepQuotes ? token.Append(c) : token;
                }
                else
                {
                    token.Append(c);
                }
            }
            else if (c is '\'' or '"' && tokens.Count + 1 < most && token.ToString().Trim().Length == 0)
            {
                (quote, wasQuoted) = (c, true);
                _ = keepQuotes ? token.Append(c) : token.Clear();
            }
            else if ((c == separator || (separator == ' ' && c == '\t')) && tokens.Count + 1 < most)
            {
                if (separator != ' ' || token.Length > 0 || wasQuoted)
                {
                    tokens.Add(token.ToString().Trim());
                }

                token.Clear();
                wasQuoted = false;
            }
            else
            {
                token.Append(c);
            }
        }

        string last = token.ToString().Trim();
        if (separator != ' ' || last.Length > 0)
        {
            tokens.Add(most == 2 && last.Length > 1 && last[0] is '\'' or '"' && last[^1] == last[0] ? last[1..^1] : last);
        }

        return tokens;
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "..." : text;
}

using System.Globalization;
using Sylvan.Data.Csv;

namespace Theory.Experiments.DataSets;

/// <summary>A table in a CSV file, with or without a header.</summary>
internal static class CsvFile
{
    /// <summary>Reads a file; the first row is a header if none of its cells is a number.</summary>
    /// <exception cref="UserInputException">It is empty or ragged.</exception>
    public static DataTable Read(string path)
    {
        List<string[]> rows = [];
        using StreamReader text = new(new MemoryStream(InputFile.Bytes(path, 1L << 30)));
        try
        {
            using CsvDataReader reader = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = false });
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.RowFieldCount).Select(i => reader.GetString(i).Trim())]);
            }
        }
        catch (CsvRecordTooLargeException)
        {
            throw new UserInputException($"'{path}' is not a CSV file: a line of it is too long");
        }
        catch (CsvFormatException error)
        {
            throw new UserInputException($"'{path}' is not a CSV file: {error.Message}");
        }

        Require.That(rows.Count > 0, $"'{path}' is empty; it needs a row for each input");

        // A number with zero bytes behind it would be read as the number, or as a class of its own.
        Require.That(!rows.Exists(r => r.Any(c => c.Contains('\0', StringComparison.Ordinal))), $"'{path}' has zero bytes, and so is no text");
        bool hasHeader = rows[0].All(c => c.Length > 0 && !double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        string[] names = hasHeader ? rows[0] : [.. Enumerable.Range(1, rows[0].Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"x{i}"))];
        Require.That(names.Distinct().Count() == names.Length, $"'{path}' has two columns of the same name");
        int first = hasHeader ? 1 : 0;
        Require.That(rows.Count > first, $"'{path}' has a header, but no rows");
        for (int i = first; i < rows.Count; i++)
        {
            Require.That(rows[i].Length == names.Length, $"'{path}', row {i + 1}: {rows[i].Length} cells, but there are {names.Length} columns");
        }

        return DataTable.Of(path, names, rows.GetRange(first, rows.Count - first));
    }
}

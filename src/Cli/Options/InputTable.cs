using System.Globalization;
using Sylvan.Data.Csv;

namespace Theory.Cli.Options;

/// <summary>A table of numbers in which each row is an input, read from a CSV file.</summary>
/// <param name="Columns">The names of the columns; x1, x2, ... if the file has no header.</param>
/// <param name="Rows">The numbers.</param>
internal sealed record InputTable(IReadOnlyList<string> Columns, IReadOnlyList<double[]> Rows)
{
    private const long LargestFile = 1L << 30;

    /// <summary>Reads a file. The first row is a header if none of its cells is a number: one that mixes both is a row with a mistake.</summary>
    /// <exception cref="UserInputException">There is no such file, it is empty or ragged, or a cell is not a finite number.</exception>
    public static InputTable Read(string path)
    {
        List<string[]> cells = Cells(path);
        if (cells.Count == 0)
        {
            throw new UserInputException($"'{path}' is empty; it needs a row of numbers for each input");
        }

        bool hasHeader = cells[0].All(c => c.Length == 0 || IsName(c)) && cells[0].Any(IsName);
        string[] columns = hasHeader ? cells[0] : [.. Enumerable.Range(1, cells[0].Length).Select(i => $"x{i}")];
        if (columns.Distinct().Count() < columns.Length)
        {
            throw new UserInputException($"'{path}' has two columns of the same name");
        }

        double[][] rows = [.. cells.Skip(hasHeader ? 1 : 0).Select((row, i) => Numbers(path, columns, row, i + (hasHeader ? 2 : 1)))];
        return rows.Length > 0 ? new InputTable(columns, rows) : throw new UserInputException($"'{path}' has a header, but no rows");
    }

    /// <summary>Takes columns out.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="path">The file, for messages.</param>
    /// <returns>The table without them, and they alone.</returns>
    /// <exception cref="UserInputException">There is no such column, or no other.</exception>
    public (InputTable Left, InputTable Taken) Split(IReadOnlyList<string> names, string path)
    {
        int[] taken = [.. names.Select(name => Columns.ToList().IndexOf(name) is >= 0 and var i
            ? i
            : throw new UserInputException($"'{path}' has no column '{name}'; it has {string.Join(", ", Columns)}"))];
        int[] rest = [.. Enumerable.Range(0, Columns.Count).Except(taken)];
        return rest.Length > 0
            ? (Select(rest), Select(taken))
            : throw new UserInputException($"every column of '{path}' is a target; none is left for the inputs");
    }

    /// <summary>Some columns, by name and in that order.</summary>
    /// <exception cref="UserInputException">One is missing.</exception>
    public InputTable Select(IReadOnlyList<string> names, string path) => Select([.. names.Select(name =>
        Columns.ToList().IndexOf(name) is >= 0 and var i ? i : throw new UserInputException($"'{path}' has no column '{name}', which the training inputs have"))]);

    private InputTable Select(int[] columns) =>
        new([.. columns.Select(i => Columns[i])], [.. Rows.Select(row => (double[])[.. columns.Select(i => row[i])])]);

    private static List<string[]> Cells(string path)
    {
        List<string[]> cells = [];
        using StreamReader text = new(new MemoryStream(InputFile.Bytes(path, LargestFile)));
        try
        {
            using CsvDataReader reader = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = false });
            while (reader.Read())
            {
                cells.Add([.. Enumerable.Range(0, reader.RowFieldCount).Select(i => reader.GetString(i).Trim())]);
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

        return cells;
    }

    private static double[] Numbers(string path, string[] columns, string[] row, int line)
    {
        if (row.Length != columns.Length)
        {
            throw new UserInputException($"'{path}', line {line}: {row.Length} cells, but there are {columns.Length} columns");
        }

        return [.. row.Select((cell, i) => TryParse(cell, out double value) && double.IsFinite(value)
            ? value
            : throw new UserInputException($"'{path}', line {line}, column {columns[i]}: '{cell}' is not a finite number{Hint(cell, row, line)}"))];
    }

    private static string Hint(string cell, string[] row, int line) =>
        cell.Contains(';', StringComparison.Ordinal) || cell.Contains(',', StringComparison.Ordinal) ? "; separate cells by commas, and write decimals with a point"
        : line == 1 && row.Any(IsName) ? "; the first row is a header only if no cell of it begins like a number"
        : "";

    // What begins like a number is one, or meant to be: 0x10, 1,5 in quotes, 1e, -.
    private static bool IsName(string cell) => cell.Length > 0 && !(char.IsDigit(cell[0]) || "+-.,".Contains(cell[0], StringComparison.Ordinal)) && !TryParse(cell, out _);

    /// <summary>A number; zero bytes behind one, which the library overlooks, are damage.</summary>
    private static bool TryParse(string cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !cell.Contains('\0', StringComparison.Ordinal);
}

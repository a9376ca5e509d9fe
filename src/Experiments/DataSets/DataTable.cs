using System.Globalization;

namespace Theory.Experiments.DataSets;

/// <summary>A table of numbers and words, from a CSV or an ARFF file.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Columns">The columns, all of the same length.</param>
internal sealed record DataTable(string Path, IReadOnlyList<DataColumn> Columns)
{
    /// <summary>The number of rows.</summary>
    public int Rows => Columns[0].Values.Length;

    /// <summary>Makes columns of cells: one is of numbers if every cell that is not missing is a finite number.</summary>
    public static DataTable Of(string path, IReadOnlyList<string> names, IReadOnlyList<string[]> rows) => new(path, [.. names.Select((name, j) =>
        Column(name, [.. rows.Select(row => row[j])]))]);

    /// <summary>A column by its name.</summary>
    /// <exception cref="UserInputException">There is none.</exception>
    public DataColumn Named(string name) => Columns.FirstOrDefault(c => c.Name == name)
        ?? throw new UserInputException($"'{Path}' has no column '{name}'; it has {string.Join(", ", Columns.Take(20).Select(c => c.Name))}{(Columns.Count > 20 ? ", ..." : "")}");

    /// <summary>Numbers of all columns but some; a column of words becomes one of 0 and 1 for each of its words.</summary>
    /// <param name="table">The table.</param>
    /// <param name="training">The table whose words and columns count: that of the training inputs.</param>
    /// <param name="targets">The columns that are left out.</param>
    /// <exception cref="UserInputException">A column is missing, or of another kind.</exception>
    public static NumberTable Inputs(DataTable table, DataTable training, IReadOnlyList<string> targets)
    {
        List<Func<int, double>> columns = [];
        foreach (DataColumn column in training.Columns.Where(c => !targets.Contains(c.Name)))
        {
            DataColumn own = table.Named(column.Name);
            if (column.Words is null)
            {
                Require.That(own.Words is null, $"'{table.Path}', column {column.Name}: there are words, and numbers in '{training.Path}'");
                columns.Add(i => own.Values[i]);
                continue;
            }

            string[] known = own.Words is null ? [] : [.. own.Words];
            Require.That(own.Words is not null, $"'{table.Path}', column {column.Name}: there are numbers, and words in '{training.Path}'");
            foreach (string word in column.Words)
            {
                int index = Array.IndexOf(known, word);
                columns.Add(i => own.Values[i] == index ? 1 : 0);
            }
        }

        Require.That(columns.Count > 0, $"every column of '{training.Path}' is a target; none is left for the inputs");
        Func<int, double>[] all = [.. columns];
        return new NumberTable(table.Rows, all.Length, (i, j) => all[j](i), AreImages: false);
    }

    private static DataColumn Column(string name, string[] cells)
    {
        double[] values = new double[cells.Length];
        bool isNumbers = true;
        for (int i = 0; i < cells.Length && isNumbers; i++)
        {
            isNumbers = IsMissing(cells[i]) || (double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) && double.IsFinite(values[i]));
            values[i] = IsMissing(cells[i]) ? double.NaN : values[i];
        }

        if (isNumbers)
        {
            return new DataColumn(name, values, null);
        }

        string[] words = [.. cells.Where(c => !IsMissing(c)).Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, int> index = words.Select((w, i) => (w, i)).ToDictionary(p => p.w, p => p.i);
        return new DataColumn(name, [.. cells.Select(c => IsMissing(c) ? double.NaN : index[c])], words);
    }

    private static bool IsMissing(string cell) => cell.Length == 0 || cell == "?";
}

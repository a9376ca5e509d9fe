using Sylvan.Data.Csv;

namespace Theory.Numerics.Tests;

/// <summary>The tables of high-precision values in tests/reference.</summary>
internal static class ReferenceTable
{
    /// <summary>Reads the rows of a table as dictionaries from column name to text; empty cells are left out.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string fileName)
    {
        using CsvDataReader reader = CsvDataReader.Create(Path.Combine(AppContext.BaseDirectory, "reference", fileName));
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (reader.Read())
        {
            var row = new Dictionary<string, string>();
            for (int i = 0; i < reader.FieldCount; i++)
            {
                if (reader.GetString(i) is { Length: > 0 } text)
                {
                    row[reader.GetName(i)] = text;
                }
            }

            rows.Add(row);
        }

        return rows;
    }
}

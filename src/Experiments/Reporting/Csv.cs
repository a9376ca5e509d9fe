using System.Globalization;
using System.Text;

namespace Theory.Experiments.Reporting;

/// <summary>Comma-separated tables of numbers: shortest digits that read back exactly, nothing for numbers that do not exist.</summary>
public static class Csv
{
    /// <summary>A table with a header.</summary>
    public static string Table(IEnumerable<string> header, IEnumerable<IEnumerable<double?>> rows)
    {
        StringBuilder text = new();
        text.AppendLine(string.Join(',', header));
        foreach (IEnumerable<double?> row in rows)
        {
            text.AppendLine(string.Join(',', row.Select(v => v is double x && double.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : "")));
        }

        return text.ToString();
    }
}

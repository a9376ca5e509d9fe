using System.Globalization;

namespace Theory.Experiments.Reporting;

/// <summary>A column of a table for people: what stands above it, and what a row has in it.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="Header">The title.</param>
/// <param name="Cell">The text of a row.</param>
internal sealed record Column<T>(string Header, Func<T, string> Cell)
{
    /// <summary>A column of numbers with so many significant digits; a dash where one does not exist.</summary>
    public Column(string header, Func<T, double> value, int digits = 3)
        : this(header, row => Format.Number(value(row), digits))
    {
    }

    /// <summary>A column of counts.</summary>
    public Column(string header, Func<T, int> count)
        : this(header, row => count(row).ToString(CultureInfo.InvariantCulture))
    {
    }
}

using System.Globalization;
using System.Text;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Numbers as they are written beside an axis: true minus signs, powers of ten with superscripts.</summary>
internal static class TickLabels
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>A number with a fixed count of decimals.</summary>
    public static string Fixed(double value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary><c>10⁻²</c>, and <c>10⁰</c> beside it: labels of an axis are of one kind.</summary>
    public static string PowerOfTen(int exponent) => "10" + Superscript(exponent);

    /// <summary><c>2×10⁻⁵</c>, with a fixed count of decimals in the mantissa.</summary>
    public static string Scientific(double mantissa, int decimals, int exponent) =>
        mantissa == 0 ? "0" : $"{Fixed(mantissa, decimals)}×10{Superscript(exponent)}";

    private static string Superscript(int number)
    {
        StringBuilder text = new();
        foreach (char c in number.ToString(CultureInfo.InvariantCulture))
        {
            text.Append(c == '-' ? '⁻' : Superscripts[c - '0']);
        }

        return text.ToString();
    }
}

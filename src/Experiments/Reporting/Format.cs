using System.Globalization;

namespace Theory.Experiments.Reporting;

/// <summary>Numbers for people.</summary>
public static class Format
{
    /// <summary>A value with so many significant digits; a dash when it does not exist.</summary>
    public static string Number(double value, int digits = 7) =>
        double.IsFinite(value) ? value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : "-";

    /// <summary>A value with so many significant digits; a dash when it does not exist.</summary>
    public static string Number(double? value, int digits = 7) => value is double number ? Number(number, digits) : "-";

    /// <summary>A correlation with so many significant digits at least, and near 1 and -1 with as many as its distance from them has.</summary>
    public static string Correlation(double rho, int least = 7, int most = 17)
    {
        int digits = least;
        double distance = 1 - Math.Abs(rho);
        while (double.IsFinite(rho) && digits < most && Math.Abs(1 - Math.Abs(double.Parse(Number(rho, digits), CultureInfo.InvariantCulture)) - distance) > 1e-4 * distance)
        {
            digits++;
        }

        return Number(rho, digits);
    }

    /// <summary>One value where all layers have the same, else the list of them.</summary>
    public static string PerLayer(IReadOnlyList<double> values) =>
        values.All(v => v == values[0]) ? Number(values[0]) : string.Join(", ", values.Select(v => Number(v)));

    /// <summary>A deviation in standard errors, with its sign.</summary>
    public static string Sigma(double? value) =>
        value is double z ? z.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) : "-";

    /// <summary>An error bound, with two digits.</summary>
    public static string Bound(double value) => double.IsFinite(value) ? value.ToString("0.0E+00", CultureInfo.InvariantCulture) : "-";
}

using System.Globalization;

namespace Theory.Cli.Options;

/// <summary>Lists and even ranges of correlations: <c>-1,0,0.5</c> or <c>-1..1:201</c>.</summary>
internal static class CorrelationValues
{
    private const int MaximumCount = 1_000_000;

    /// <summary>Reads a comma-separated list whose members are numbers or evenly spaced ranges.</summary>
    /// <exception cref="UserInputException">A member is not between -1 and 1, or not a range, or there are too many.</exception>
    public static IReadOnlyList<double> Parse(string text)
    {
        List<double> values = [];
        foreach (string member in text.Split(','))
        {
            values.AddRange(member.Contains("..", StringComparison.Ordinal) ? Range(member) : [Correlation(member)]);
            if (values.Count > MaximumCount)
            {
                throw new UserInputException($"more than {MaximumCount} values of rho");
            }
        }

        return values;
    }

    private static IEnumerable<double> Range(string text)
    {
        string[] parts = text.Split("..");
        string[] upper = parts[^1].Split(':');
        int count = 101;
        if (parts.Length != 2 || upper.Length > 2
            || (upper.Length == 2 && (!int.TryParse(upper[1], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 2 or > MaximumCount)))
        {
            throw new UserInputException($"'{text}' is not a range; write from..to:count, for example -1..1:201");
        }

        (double from, double to) = (Correlation(parts[0]), Correlation(upper[0]));
        return from < to
            ? Enumerable.Range(0, count).Select(i => i == count - 1 ? to : from + ((to - from) * i / (count - 1)))
            : throw new UserInputException($"the range '{text}' must go from a smaller to a larger rho");
    }

    private static double Correlation(string text)
    {
        double value = NumberText.Parse(text);
        return Math.Abs(value) <= 1 ? value : throw new UserInputException($"rho is a correlation and must lie between -1 and 1, got {text.Trim()}");
    }
}

using System.Globalization;

namespace Theory.Cli.Options;

/// <summary>Lists and ranges of kernels: <c>0.1,1,10</c> or <c>1e-6..1e3:200</c>.</summary>
internal static class KernelValues
{
    private const int MaximumCount = 1_000_000;

    /// <summary>Reads a comma-separated list whose members are numbers or logarithmic ranges.</summary>
    /// <exception cref="UserInputException">A member is not a positive number or a range, or there are too many.</exception>
    public static IReadOnlyList<double> Parse(string text)
    {
        List<double> values = [];
        foreach (string member in text.Split(','))
        {
            values.AddRange(member.Contains("..", StringComparison.Ordinal) ? Range(member) : [Positive(member)]);
            if (values.Count > MaximumCount)
            {
                throw new UserInputException($"more than {MaximumCount} values of K");
            }
        }

        return values;
    }

    private static IEnumerable<double> Range(string text)
    {
        string[] parts = text.Split("..");
        string[] upper = parts[^1].Split(':');
        if (parts.Length != 2 || upper.Length > 2)
        {
            throw new UserInputException($"'{text}' is not a range; write from..to:count, for example 1e-6..1e3:200");
        }

        double from = Positive(parts[0]);
        double to = Positive(upper[0]);
        int count = 100;
        if (upper.Length == 2 && (!int.TryParse(upper[1], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 2 or > MaximumCount))
        {
            throw new UserInputException($"the count in '{text}' must be an integer from 2 to {MaximumCount}");
        }

        if (from >= to)
        {
            throw new UserInputException($"the range '{text}' must go from a smaller to a larger K");
        }

        double step = (Math.Log(to) - Math.Log(from)) / (count - 1);
        return Enumerable.Range(0, count).Select(i => i == 0 ? from : i == count - 1 ? to : from * Math.Exp(i * step));
    }

    private static double Positive(string text)
    {
        double value = NumberText.Parse(text);
        return value > 0 ? value : throw new UserInputException($"K must be positive, got {text.Trim()}");
    }
}
